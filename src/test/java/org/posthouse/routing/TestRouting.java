package org.posthouse.routing;

import java.util.List;
import org.posthouse.account.TestHouse;
import org.posthouse.setting.HostName;
import org.posthouse.setting.Snapshot;

/// This package's modules wired by hand over those of a [TestHouse], also for tests of packages above.
public final class TestRouting {
    public static final String HOST = "mail.podunk.test";
    public final OwnNames names = new OwnNames();
    public final Routes routes = new Routes();
    public final Routing routing;

    private TestRouting(TestHouse house, List<Resolver> more) {
        names.domains = house.domains.domains;
        names.clock = house.clock;
        names.hostName = new HostName() {
            @Override public String of(Snapshot snapshot) { return HOST; }

            @Override public String now() { return HOST; }
        };
        var services = new ServiceResolver();
        var accounts = new AccountResolver();
        var subAddresses = new SubAddressResolver();
        services.directory = accounts.directory = subAddresses.directory = house.directory;
        var redirect = new RedirectResolver();
        var catchAll = new CatchAllResolver();
        redirect.domains = catchAll.domains = house.domains.domains;
        var resolvers = new java.util.ArrayList<Resolver>(List.of(catchAll, redirect, subAddresses, accounts, services));
        resolvers.addAll(more);
        routing = new Routing(names, house.deliveries, resolvers);
    }

    public static TestRouting of(TestHouse house) { return new TestRouting(house, List.of()); }
}
