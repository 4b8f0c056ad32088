package org.posthouse.transport;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.net.InetSocketAddress;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.ReentrantLock;
import org.posthouse.queue.Remark;
import org.posthouse.queue.Run;
import org.posthouse.routing.Route;
import org.posthouse.routing.Server;
import org.posthouse.setting.HostName;
import org.posthouse.smtpclient.Call;
import org.posthouse.smtpclient.Opening;
import org.posthouse.smtpclient.SmtpClient;
import org.posthouse.smtpclient.SmtpSession;
import org.posthouse.wire.Wire;

/// Connections that receivers have opened and lent to us for their mail (RFC 2645). While one is lent, runs for its destinations go over it, one behind the other, and nowhere else.
@ApplicationScoped public class Turns {
    @Inject SmtpClient client;
    @Inject HostName hostName;

    private final ConcurrentHashMap<String, Turned> lent = new ConcurrentHashMap<>();

    /// A connection that is lent.
    public final class Turned implements AutoCloseable {
        private final Set<String> destinations;
        private final SmtpSession session;
        private final Server server;
        private final ReentrantLock lock = new ReentrantLock();
        private volatile boolean over;

        private Turned(Set<String> destinations, SmtpSession session, Server server) {
            this.destinations = destinations;
            this.session = session;
            this.server = server;
        }

        /// The other side has ended it, or it broke.
        public boolean isOver() { return over; }

        void carry(SmtpTransport house, Run run, Route route) throws InterruptedException {
            lock.lock();
            try {
                if (over) {
                    run.unreachable(Remark.own("4.4.2", "The connection that was lent to us has ended"));
                    return;
                }
                over = !new SmtpRun(house, run, route, List.of()).over(session, server);
            } finally {
                lock.unlock();
            }
        }

        /// After the run that uses it.
        @Override public void close() {
            destinations.forEach(destination -> lent.remove(destination, this));
            lock.lock();
            try {
                over = true;
                session.close();
            } finally {
                lock.unlock();
            }
        }
    }

    /// Greets the other side as a client (RFC 2645 §5.2).
    ///
    /// @param tls `TLSv1.3`, or `plain`
    /// @return empty when it does not want to be one, or one of the destinations has another connection
    public Optional<Turned> open(Wire wire, InetSocketAddress remote, String tls, Set<String> destinations) {
        var server = new Server(remote.getAddress(), remote.getAddress().getHostAddress(), remote.getPort());
        var call = new Call(server, Optional.empty(), Route.Tls.NONE, Optional.empty(), hostName.now());
        if (!(client.open(wire, tls, call) instanceof Opening.Ready(var session))) return Optional.empty();
        var turned = new Turned(Set.copyOf(destinations), session, server);
        var mine = new HashSet<String>();
        for (var destination : destinations) if (lent.putIfAbsent(destination, turned) == null) mine.add(destination);
        if (mine.size() == destinations.size()) return Optional.of(turned);
        turned.close();
        return Optional.empty();
    }

    public boolean isLent(String destination) { return lent.containsKey(destination); }

    Optional<Turned> of(String destination) { return Optional.ofNullable(lent.get(destination)); }
}
