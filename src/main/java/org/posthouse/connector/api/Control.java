package org.posthouse.connector.api;

import java.io.IOException;
import java.net.InetAddress;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import javax.net.ssl.SSLContext;

/// Down: how the house steers the connector. Nothing listens before the house says so. Safe from any thread.
public interface Control {
    /// What every session needs of the house; set once before the first [#open].
    void house(House house);

    /// Greets by another name at some of the addresses of this machine, from the next connection on.
    void names(Map<InetAddress, String> names);

    /// Binds the service on every address and starts accepting.
    ///
    /// @return the port taken, the same on all addresses
    /// @throws java.net.BindException naming the address and port that is taken; then none of them is open
    int open(Listener listener) throws IOException;

    /// Goes on listening elsewhere: what is new is opened first, then what is not wanted any more is closed. Sessions that came by the old addresses end within `patience`,
    /// which is not waited for. Where both overlap (`::` and one address, on the same port) the old one has to be closed first, and is opened again when the new one fails.
    ///
    /// @param listener a port of 0 takes an ephemeral one
    /// @return the port taken
    /// @throws java.net.BindException naming the address and port that is taken; the service goes on where it was
    int move(Listener listener, Duration patience) throws IOException;

    /// For connections that start from now on.
    void rules(Service service, ServiceRules rules);

    /// Stops accepting for a service and drains its sessions; returns when they have ended or `patience` is over (the rest are cut).
    void close(Service service, Duration patience);

    /// Everything at once: no new connections, commands in progress finish, idle sessions hear 421 4.3.2 or `-ERR [SYS/TEMP]`.
    ///
    /// @return sessions that had to be cut
    int drain(Duration patience);

    /// New limits, for connections and transactions that start from now on.
    void limits(Limits limits);

    /// Certificates for STARTTLS, STLS and the TLS-first services; swapped live. Without one TLS is not offered and TLS-first services refuse to open.
    void tls(SSLContext context);

    /// Ends every session signed in as this account: it was locked, deleted, or its password changed. None begins another command, and one that is busy has
    /// two seconds to finish. Does not wait for them.
    void endSessions(long account);

    /// Open sessions by service, for health and the web face.
    Map<Service, Integer> sessions();

    /// @param hostname the name in greetings and Received fields
    /// @param staging  where bodies go
    record House(String hostname, Staging staging) { }

    /// @param addresses at least one
    /// @param port      0 takes an ephemeral one
    record Listener(Service service, List<InetAddress> addresses, int port) {
        public Listener {
            if (addresses.isEmpty()) throw new IllegalArgumentException("no address to listen on");
            addresses = List.copyOf(addresses);
        }
    }
}
