package org.posthouse.queue;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Any;
import jakarta.enterprise.inject.Instance;
import jakarta.inject.Inject;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.posthouse.queue.Delivery.State;
import org.posthouse.routing.Route;
import org.posthouse.routing.Routes;

/// The transports of this house, and where each would take a delivery.
@ApplicationScoped class Ways {
    private static final int LONGEST = 400;

    private final Map<String, Transport> transports;
    private final Routes routes;

    /// For the container's proxy.
    protected Ways() {
        transports = Map.of();
        routes = null;
    }

    @Inject Ways(@Any Instance<Transport> transports, Routes routes) { this(transports.stream().toList(), routes); }

    /// Wired by hand.
    Ways(List<Transport> transports, Routes routes) {
        this.transports = transports.stream().collect(Collectors.toUnmodifiableMap(Transport::name, Function.identity()));
        this.routes = routes;
    }

    /// Empty for a name that only rows remember.
    Optional<Transport> named(String transport) { return Optional.ofNullable(transports.get(transport)); }

    /// What its rows are found by.
    String destination(String transport, String target, String recipient) {
        return Rows.cut(named(transport).map(way -> way.destination(target, recipient)).orElse(transport + ":" + target), LONGEST);
    }

    /// Whether it goes at once or waits to be asked for.
    State state(String transport, String target, String recipient) {
        return transport.equals(Transport.SMTP) && routes.to(recipient, target).timing() != Route.Timing.AT_ONCE ? State.ON_CALL : State.WAITING;
    }
}
