package org.posthouse.connector.listen;

import java.net.InetAddress;
import java.util.concurrent.ConcurrentHashMap;

/// Open connections per client network. Loopback is neither counted nor limited: a web mail or a filter on this machine speaks for everybody.
final class Crowd {
    private final ConcurrentHashMap<Network, Integer> open = new ConcurrentHashMap<>();

    /// Counts one more in, unless that would be more than `limit`.
    boolean enter(InetAddress client, int limit) {
        if (client.isLoopbackAddress()) return true;
        boolean[] entered = {true};
        open.compute(Network.of(client), (network, count) -> {
            int before = count == null ? 0 : count;
            entered[0] = before < limit;
            return entered[0] ? Integer.valueOf(before + 1) : count;
        });
        return entered[0];
    }

    void leave(InetAddress client) {
        if (client.isLoopbackAddress()) return;
        open.computeIfPresent(Network.of(client), (network, count) -> count == 1 ? null : count - 1);
    }

    /// Networks that have a connection open now.
    int networks() { return open.size(); }
}
