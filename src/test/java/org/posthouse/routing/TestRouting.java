package org.posthouse.routing;

import java.util.List;
import org.posthouse.account.TestHouse;
import org.posthouse.database.OnTheSpot;
import org.posthouse.setting.HostName;
import org.posthouse.setting.Snapshot;

/// This package's modules wired by hand over those of a [TestHouse], also for tests of packages above.
public final class TestRouting {
    public static final String HOST = "mail.podunk.test";
    public final OwnNames names = new OwnNames();
    public final Routes routes = new Routes();
    public final Tables tables = new Tables();
    public final Includes includes = new Includes();
    public final TypedAliases aliases = new TypedAliases();
    public final ChannelAliases channels = new ChannelAliases();
    public final RoutingTable table = new RoutingTable();
    public final OutgoingMail outgoing = new OutgoingMail();
    public final Srs srs = new Srs();
    public final Routing routing;
    /// How often somebody was told that routes changed.
    public int changes;

    private TestRouting(TestHouse house, List<Resolver> more) {
        names.domains = house.domains.domains;
        names.clock = house.clock;
        names.hostName = new HostName() {
            @Override public String of(Snapshot snapshot) { return HOST; }

            @Override public String now() { return HOST; }
        };
        tables.database = aliases.database = channels.database = table.database = outgoing.database = house.database;
        tables.work = new OnTheSpot();
        tables.keys = srs.keys = house.keys;
        tables.clock = includes.clock = srs.clock = house.clock;
        tables.touched = house.events(touched -> tables.committed((Tables.Touched) touched));
        table.changed = house.events(_ -> changes++);
        aliases.tables = channels.tables = table.tables = outgoing.tables = srs.tables = routes.tables = tables;
        srs.names = routes.names = names;
        includes.settings = house.settings;
        aliases.domains = house.domains.domains;
        aliases.directory = house.directory;
        aliases.includes = includes;
        aliases.programs = house.machine.programs;
        aliases.roots = house.machine.roots;
        aliases.ids = house.domains.ids;
        aliases.claims = _ -> java.util.Optional.empty();
        var typed = new TypedAliasResolver();
        typed.tables = tables;
        typed.includes = includes;
        var channel = new ChannelAliasResolver();
        channel.tables = tables;
        var services = new ServiceResolver();
        var accounts = new AccountResolver();
        var subAddresses = new SubAddressResolver();
        services.directory = accounts.directory = subAddresses.directory = house.directory;
        var redirect = new RedirectResolver();
        var catchAll = new CatchAllResolver();
        redirect.domains = catchAll.domains = house.domains.domains;
        var resolvers = new java.util.ArrayList<Resolver>(List.of(catchAll, redirect, channel, subAddresses, accounts, typed, services, srs));
        resolvers.addAll(more);
        routing = new Routing(names, house.deliveries, resolvers);
        aliases.routing = channels.routing = routing;
        house.knows(routing);
    }

    /// @param house made with [#entities]
    public static TestRouting of(TestHouse house, Resolver... more) { return new TestRouting(house, List.of(more)); }

    public static Class<?>[] entities() { return entities(new Class<?>[0]); }

    /// With those of a module above.
    public static Class<?>[] entities(Class<?>... more) { return java.util.stream.Stream.concat(java.util.stream.Stream.of(TypedAlias.class), java.util.Arrays.stream(more)).toArray(Class<?>[]::new); }

    /// What modules above have taken of local addresses.
    public void claimed(org.posthouse.account.Claims claims) { aliases.claims = claims; }
}
