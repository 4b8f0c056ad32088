package org.posthouse.launcher;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;

/// Asks before the server boots whether the ports are free: six seconds sooner than the listener that fails.
final class Ports {
    private Ports() { }

    static void check(Settings settings) {
        settings.ports().forEach((service, port) -> {
            if (port > 0) for (var address : settings.bind()) probe(service, address, port);
        });
    }

    /// A free port on that address, for a web listener, which cannot tell which one it took.
    static int free(String service, InetAddress address) { return probe(service, address, 0); }

    private static int probe(String service, InetAddress address, int port) {
        try (var socket = new ServerSocket()) {
            socket.setReuseAddress(true);
            socket.bind(new InetSocketAddress(address, port));
            return socket.getLocalPort();
        } catch (IOException taken) {
            throw new CannotStart(Exit.PORT_TAKEN, "Port " + port + " on " + address.getHostAddress() + " (posthouse." + service
                    + ".port) cannot be opened: " + taken.getMessage() + ".", taken);
        }
    }
}
