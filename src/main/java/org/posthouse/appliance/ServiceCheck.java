package org.posthouse.appliance;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.SocketException;
import java.util.List;
import org.posthouse.connector.api.Service;
import org.posthouse.domain.Rejected;

/// Tries a service's new place before it is written down, so that what the machine refuses is told at the field and the service goes on where it is.
@ApplicationScoped public class ServiceCheck {
    @Inject Listeners listeners;

    /// Fields are named `addresses` and `port`, as the form has them.
    ///
    /// @throws Rejected INVALID for what cannot be listened on
    public void check(Service service, List<String> addresses, int port) {
        if (addresses.isEmpty()) throw Rejected.invalid("addresses", "at least one address");
        for (var address : addresses) {
            var parsed = parse(address);
            if (!binds(parsed, 0)) throw Rejected.invalid("addresses", "{0} is no address of this machine", address);
        }
        if (port == 0) return;
        for (var state : listeners.states()) {
            if (state.accepts() && state.port() == port && state.service() != service && meets(state.wish().addresses(), addresses))
                throw Rejected.invalid("port", "port {0} belongs to the service {1}", Integer.toString(port), state.service().label());
            if (state.accepts() && state.port() == port && state.service() == service) return;      // its own port cannot be tried while it has it
        }
        for (var address : addresses) tryPort(parse(address), port);
    }

    private static InetAddress parse(String address) {
        try {
            return InetAddress.ofLiteral(address);
        } catch (IllegalArgumentException e) {
            throw Rejected.invalid("addresses", "{0} is no IP address", address);
        }
    }

    private static boolean meets(List<String> some, List<String> others) {
        return some.stream().anyMatch(others::contains) || wild(some) || wild(others);
    }

    private static boolean wild(List<String> addresses) { return addresses.stream().anyMatch(address -> parse(address).isAnyLocalAddress()); }

    private static boolean binds(InetAddress address, int port) {
        try {
            bind(address, port);
            return true;
        } catch (IOException refused) {
            return false;
        }
    }

    private static void tryPort(InetAddress address, int port) {
        try {
            bind(address, port);
        } catch (SocketException refused) {
            boolean right = port < 1024 && String.valueOf(refused.getMessage()).contains("ermission");
            throw right ? Rejected.invalid("port", "ports below 1024 need a right that this process was not given; take a higher one, or start the appliance image")
                    : Rejected.invalid("port", "port {0} is taken by another program on {1}", Integer.toString(port), address.getHostAddress());
        } catch (IOException failed) {
            throw Rejected.invalid("port", "cannot be opened: {0}", String.valueOf(failed.getMessage()));
        }
    }

    private static void bind(InetAddress address, int port) throws IOException {
        try (var socket = new ServerSocket()) {
            socket.setReuseAddress(true);
            socket.bind(new InetSocketAddress(address, port));
        }
    }
}
