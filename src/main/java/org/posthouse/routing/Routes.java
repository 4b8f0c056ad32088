package org.posthouse.routing;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Any;
import jakarta.enterprise.inject.Instance;
import jakarta.inject.Inject;
import java.net.InetAddress;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.posthouse.mime.Address;
import org.posthouse.mime.Domains;

/// Which way mail leaves: asked when a delivery enters the queue and before each run, so it answers from memory and needs no transaction.
@ApplicationScoped public class Routes {
    @Inject Tables tables;
    @Inject OwnNames names;
    @Inject @Any Instance<Detour> detours;

    /// @param recipient `local@domain`
    /// @param target    a way chosen for this delivery, as the right side of the table has it; empty for the table
    public Route to(String recipient, String target) {
        var domain = domain(recipient);
        if (!target.isEmpty()) return Target.read(target).map(way -> route(domain, way, Route.Tls.OFFERED, Optional.empty(), Route.Timing.AT_ONCE, target)).orElseGet(() -> nowhere("no way is called " + target, target));
        var way = detour(recipient);
        var table = table(domain);
        return way.map(found -> around(found, domain, table)).orElse(table);
    }

    private Route table(String domain) {
        for (var entry : tables.now().routes()) if (entry.pattern().matches(domain)) return route(domain, entry.target(), entry.tls(), entry.login(), entry.timing(), entry.text());
        return route(domain, Target.OWN, Route.Tls.OFFERED, Optional.empty(), Route.Timing.AT_ONCE, "");
    }

    /// Who decides about an address, with the link to where it is changed.
    public Rule rule(String recipient) {
        var way = detour(recipient);
        if (way.isPresent()) return new Rule(Rule.Kind.ROUTE, way.get().rule().text(), way.get().rule().form());
        return new Rule(Rule.Kind.ROUTE, table(domain(recipient)).rule(), "routing-table");
    }

    private Optional<Detour.Way> detour(String recipient) {
        if (detours == null) return Optional.empty();                    // wired by hand
        for (var one : detours) {
            var way = one.to(recipient);
            if (way.isPresent()) return way;
        }
        return Optional.empty();
    }

    /// A relay domain's own server comes before the table: whoever names it there has said more than a pattern does.
    private static Route around(Detour.Way way, String domain, Route table) {
        var rule = way.rule().text();
        if (!way.dead().isEmpty()) return nowhere(way.dead(), rule);
        if (way.target().isEmpty()) return new Route(table.hop(), table.port(), table.tls(), table.login(), table.source(), way.timing(), rule);
        return Target.read(way.target()).map(target -> route(domain, target, way.tls(), Optional.empty(), way.timing(), rule)).orElseGet(() -> nowhere("no way is called " + way.target(), rule));
    }

    /// Addresses of this machine that connections for mail of this sender begin at, of each family one at most; none: the system's choice.
    ///
    /// @param sender envelope sender without brackets
    public List<InetAddress> sources(String sender) {
        var outgoing = tables.now().outgoing();
        if (outgoing.isEmpty() || sender.isEmpty()) return List.of();
        var own = names.domain(new Address("x", domain(sender))).map(domain -> outgoing.get(domain.id())).orElse(null);
        return own == null ? List.of() : Stream.of(own.source4(), own.source6()).filter(text -> !text.isEmpty()).map(InetAddress::ofLiteral).toList();
    }

    private static Route route(String domain, Target target, Route.Tls tls, Optional<Route.Login> login, Route.Timing timing, String rule) {
        Route.Hop hop = switch (target.where()) {
            case Target.Where.Own _ -> own(domain);
            case Target.Where.Host(var name, var alone) -> new Route.Hop.Host(name, alone);
            case Target.Where.Literal(var address) -> new Route.Hop.Literal(address);
        };
        return new Route(hop, target.port(), tls, login, Optional.empty(), timing, rule);
    }

    private static Route nowhere(String why, String rule) { return new Route(new Route.Hop.Nowhere(why), 0, Route.Tls.OFFERED, Optional.empty(), Optional.empty(), Route.Timing.AT_ONCE, rule); }

    private static Route.Hop own(String domain) {
        if (domain.isEmpty()) return new Route.Hop.Nowhere("the address has no domain");
        if (!domain.startsWith("[")) return new Route.Hop.Mx(domain);
        // RFC 5321 §4.1.3: the address itself is the host
        return Domains.isLiteral(domain) ? Target.address(domain.substring(1, domain.length() - 1)).<Route.Hop>map(Route.Hop.Literal::new).orElseGet(() -> new Route.Hop.Nowhere("no host has this address"))
                : new Route.Hop.Nowhere("this is no address of a host");
    }

    private static String domain(String recipient) { return Domains.key(recipient.substring(recipient.lastIndexOf('@') + 1)); }
}
