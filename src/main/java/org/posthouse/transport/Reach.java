package org.posthouse.transport;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.net.InetSocketAddress;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.posthouse.routing.Server;

/// Servers that did not answer lately. They are asked behind the others of their domain for some minutes, so that not each run waits for the same dead one first. Shared by all runs.
@ApplicationScoped public class Reach {
    private static final Duration LATELY = Duration.ofMinutes(5);
    private static final int MOST = 10_000;

    @Inject Clock clock;

    private final Map<InetSocketAddress, Instant> silent = new LinkedHashMap<>() {
        private static final long serialVersionUID = 1;

        @Override protected boolean removeEldestEntry(Map.Entry<InetSocketAddress, Instant> eldest) { return size() > MOST; }
    };

    synchronized void failed(Server server) { silent.put(place(server), clock.instant().plus(LATELY)); }

    synchronized void answered(Server server) { silent.remove(place(server)); }

    /// The same order but for those.
    List<Server> sorted(List<Server> servers) { return servers.stream().sorted(Comparator.comparing(this::isSilent)).toList(); }

    private synchronized boolean isSilent(Server server) {
        var until = silent.get(place(server));
        return until != null && clock.instant().isBefore(until);
    }

    private static InetSocketAddress place(Server server) { return new InetSocketAddress(server.address(), server.port()); }
}
