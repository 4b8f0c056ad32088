package org.posthouse.routing;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.net.InetAddress;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.random.RandomGenerator;
import org.eclipse.microprofile.config.Config;
import org.posthouse.dns.Answer;
import org.posthouse.dns.Answer.Found;
import org.posthouse.dns.Answer.None;
import org.posthouse.dns.Answer.Trouble;
import org.posthouse.dns.Dns;
import org.posthouse.dns.Mx;
import org.posthouse.routing.Route.Hop;

/// Turns a route into servers (RFC 5321 §5). Asks name servers, so never inside an endpoint call.
@ApplicationScoped public class NextHops {
    private static final int USUAL_PORT = 25;
    private static final int MOST_HOSTS = 20;
    private static final int MOST_SERVERS = 40;

    @Inject Dns dns;
    @Inject OwnPlaces own;
    @Inject Config config;
    RandomGenerator random = RandomGenerator.getDefault();

    public Hops of(Route route) {
        int port = route.port() > 0 ? route.port() : config.getOptionalValue("posthouse.smtp.client-port", Integer.class).orElse(USUAL_PORT);
        return switch (route.hop()) {
            case Hop.Mx(var domain) -> byMx(new Way(domain, port, true, route.port() == 0));
            case Hop.Host(var name, var alone) -> alone ? byAddress(new Way(name, port, false, route.port() == 0)) : byMx(new Way(name, port, false, route.port() == 0));
            case Hop.Literal(var address) -> own.are(address, port) ? loop("[" + address.getHostAddress() + "]") : new Hops.Servers(List.of(new Server(address, address.getHostAddress(), port)));
            case Hop.Nowhere(var text) -> new Hops.Never("5.4.4", text, false);
        };
    }

    /// What is looked up.
    ///
    /// @param asked whether the name came with the recipient's address: then it is the sender who must hear that it is wrong. One from the routing table is the administrator's mistake, and no mail is sent back
    ///              for that
    /// @param usual whether servers are called at the port where the world takes mail: then who has our name is us, wherever a router in between leads. At another port something else may listen
    private record Way(String name, int port, boolean asked, boolean usual) { }

    private Hops byMx(Way way) {
        return switch (dns.mx(way.name)) {
            case None<Mx>(var exists) when !exists -> way.asked ? new Hops.Never("5.1.2", "The domain " + way.name + " does not exist", false) : noHost(way);
            case None<Mx> _ -> byAddress(way);                                                                  // RFC 5321 §5.1: the implicit MX
            case Trouble<Mx>(var text) -> new Hops.Later("4.4.3", "The mail servers of " + way.name + " cannot be looked up: " + text);
            case Found<Mx>(var records) -> servers(way, records);
        };
    }

    private static Hops noHost(Way way) { return new Hops.Later("4.4.4", "The next host " + way.name + " of the routing table does not exist"); }

    private Hops servers(Way way, List<Mx> records) {
        var hosts = records.stream().filter(mx -> !mx.isNull()).toList();
        if (hosts.isEmpty()) return way.asked ? new Hops.Never("5.1.10", "The domain " + way.name + " takes no mail", false)            // RFC 7505 §4.2
                : new Hops.Later("4.4.4", "The next host " + way.name + " of the routing table takes no mail");
        var all = new ArrayList<Server>();
        var trouble = Optional.<String>empty();
        for (var mx : ordered(hosts)) {
            var found = dns.addresses(mx.host());
            if (found instanceof Trouble<InetAddress>(var text)) trouble = Optional.of(text);
            var addresses = usable(found);
            if (home(mx.host(), addresses, way)) {
                all.removeIf(server -> preference(hosts, server.host()) >= mx.preference());                    // RFC 5321 §5.1: neither this one nor any that is as far away
                if (all.isEmpty() && trouble.isEmpty()) return loop(way.name);
                break;
            }
            addresses.forEach(address -> all.add(new Server(address, mx.host(), way.port)));
            if (all.size() >= MOST_SERVERS) break;
        }
        if (!all.isEmpty()) return new Hops.Servers(all);
        if (trouble.isPresent()) return new Hops.Later("4.4.3", "The addresses of the mail servers of " + way.name + " cannot be looked up: " + trouble.get());
        return way.asked ? new Hops.Never("5.4.4", "The mail servers of " + way.name + " have no address", false) : new Hops.Later("4.4.4", "The mail servers of the next host " + way.name + " have no address");
    }

    private boolean home(String host, List<InetAddress> addresses, Way way) { return way.usual && own.isNamed(host) || addresses.stream().anyMatch(address -> own.are(address, way.port)); }

    private static int preference(List<Mx> hosts, String host) { return hosts.stream().filter(mx -> mx.host().equals(host)).mapToInt(Mx::preference).min().orElse(Integer.MAX_VALUE); }

    /// By preference; equal ones in any order, so that each has its share (RFC 5321 §5.1). A host that is named twice counts where it is nearest.
    private List<Mx> ordered(List<Mx> hosts) {
        var mixed = new ArrayList<>(hosts);
        Collections.shuffle(mixed, random);
        mixed.sort(Comparator.comparingInt(Mx::preference));
        var seen = new LinkedHashSet<String>();
        return mixed.stream().filter(mx -> seen.add(mx.host())).limit(MOST_HOSTS).toList();
    }

    private Hops byAddress(Way way) {
        var found = dns.addresses(way.name);
        if (found instanceof Trouble<InetAddress>(var text)) return new Hops.Later("4.4.3", "The address of " + way.name + " cannot be looked up: " + text);
        var addresses = usable(found);
        if (addresses.isEmpty()) return way.asked ? new Hops.Never("5.1.2", "The domain " + way.name + " has neither a mail server nor an address", false) : noHost(way);
        if (home(way.name, addresses, way)) return loop(way.name);
        return new Hops.Servers(addresses.stream().limit(MOST_SERVERS).map(address -> new Server(address, way.name, way.port)).toList());
    }

    private static Hops loop(String domain) { return new Hops.Never("5.4.6", "Mail for " + domain + " would come back to this server", true); }

    /// In the order of families that this machine can reach.
    private List<InetAddress> usable(Answer<InetAddress> found) {
        boolean six = own.reachIpv6();
        return found.values().stream().filter(address -> !address.isAnyLocalAddress() && !address.isMulticastAddress())
                .sorted(Comparator.comparing(address -> address.getAddress().length == 16 != six)).toList();
    }
}
