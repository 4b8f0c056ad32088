package org.posthouse.connector.listen;

import java.io.IOException;
import java.lang.System.Logger.Level;
import java.net.BindException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import javax.net.ssl.SSLContext;
import org.posthouse.connector.api.Control;
import org.posthouse.connector.api.Limits;
import org.posthouse.connector.api.Service;
import org.posthouse.connector.api.ServiceRules;
import org.posthouse.wire.Wire;

/// All listeners and sessions of the appliance: the working part of [Control].
public final class ListeningPost implements Control {
    private static final System.Logger LOG = System.getLogger(ListeningPost.class.getName());
    /// An ephemeral port that is free on the first address may be taken on the next.
    private static final int PORTS_TO_TRY = 20;

    private final Map<Service, Protocol> protocols;
    private final Endpoints endpoints;
    private final SessionIds ids;
    private final ConnectionTokens tokens = new ConnectionTokens(Limits.DEFAULT.connections());
    private final Crowd crowd = new Crowd();
    private final Sessions sessions = new Sessions();
    private final Sweep sweep = new Sweep(sessions, () -> limits().dataTimeout());
    private final Map<Service, List<Acceptor>> listeners = new EnumMap<>(Service.class);   // guarded by this
    private final Map<Service, AtomicInteger> present = new EnumMap<>(Service.class);       // all keys, from the start
    private final Map<Service, ServiceRules> rules = new ConcurrentHashMap<>();
    private volatile House house;
    private volatile Map<InetAddress, String> names = Map.of();
    private volatile Limits limits = Limits.DEFAULT;
    private volatile Optional<SSLContext> tls = Optional.empty();

    /// @param clock tells this start's session ids from another's
    public ListeningPost(Map<Service, Protocol> protocols, Endpoints endpoints, InstantSource clock) {
        this.protocols = new EnumMap<>(protocols);
        this.endpoints = endpoints;
        this.ids = new SessionIds(clock);
        for (var service : Service.values()) present.put(service, new AtomicInteger());
    }

    @Override public void house(House house) { this.house = house; }

    @Override public void names(Map<InetAddress, String> names) { this.names = Map.copyOf(names); }

    /// As it calls itself at this address.
    private House house(InetSocketAddress local) {
        var name = names.get(local.getAddress());
        return name == null ? house : new House(name, house.staging());
    }

    @Override public void limits(Limits limits) {
        this.limits = limits;
        tokens.limit(limits.connections());
    }

    @Override public void rules(Service service, ServiceRules rules) { this.rules.put(service, rules); }

    private Limits limits() { return limits; }

    @Override public void tls(SSLContext context) { tls = Optional.of(context); }

    @Override public synchronized int open(Listener listener) throws IOException {
        var service = listener.service();
        if (house == null) throw new IllegalStateException("no house to serve yet");
        if (!protocols.containsKey(service)) throw new IllegalStateException(service.label() + " is not spoken here");
        if (listeners.containsKey(service)) throw new IllegalStateException(service.label() + " is open already");
        if (service.tlsFirst() && tls.isEmpty()) throw new IllegalStateException(service.label() + " needs a certificate");
        var acceptors = bindAll(listener);
        listeners.put(service, acceptors);
        acceptors.forEach(Acceptor::start);
        sweep.start();
        return acceptors.getFirst().port();
    }

    @Override public synchronized int move(Listener listener, Duration patience) throws IOException {
        var service = listener.service();
        var before = listeners.get(service);
        if (before == null) return open(listener);
        var theirs = sessions.stream().filter(session -> session.service() == service).collect(Collectors.toUnmodifiableSet());
        var staying = before.stream().filter(acceptor -> acceptor.port() == listener.port() && listener.addresses().contains(acceptor.address())).toList();
        var missing = listener.addresses().stream().filter(address -> staying.stream().noneMatch(acceptor -> acceptor.address().equals(address))).toList();
        var leaving = before.stream().filter(acceptor -> !staying.contains(acceptor)).toList();
        var now = new ArrayList<>(staying);
        if (!missing.isEmpty()) now.addAll(bindBeside(new Listener(service, missing, listener.port()), leaving));
        listeners.put(service, now);
        now.stream().filter(acceptor -> !staying.contains(acceptor)).forEach(Acceptor::start);
        leaving.forEach(Acceptor::close);
        if (!leaving.isEmpty()) Threads.virtual(service.label() + " move", () -> drained(theirs::contains, patience)).start();
        return now.getFirst().port();
    }

    private List<Acceptor> bindBeside(Listener wanted, List<Acceptor> leaving) throws IOException {
        try {
            return bindAll(wanted);
        } catch (BindException taken) {
            if (leaving.stream().noneMatch(acceptor -> acceptor.port() == wanted.port())) throw taken;
        }
        leaving.forEach(Acceptor::close);                        // a wildcard address overlaps every other
        try {
            return bindAll(wanted);
        } catch (IOException | RuntimeException taken) {
            reopen(wanted.service(), leaving);
            throw taken;
        }
    }

    private void reopen(Service service, List<Acceptor> closed) throws IOException {
        var all = new ArrayList<>(listeners.get(service));
        all.removeAll(closed);
        for (var acceptor : closed) all.add(Acceptor.bind(service, acceptor.address(), acceptor.port(), tokens, this::arrive));
        all.stream().filter(acceptor -> !listeners.get(service).contains(acceptor)).forEach(Acceptor::start);
        listeners.put(service, all);
    }

    private List<Acceptor> bindAll(Listener listener) throws IOException {
        for (int left = PORTS_TO_TRY; ; left--) {
            var bound = new ArrayList<Acceptor>();
            try {
                for (InetAddress address : listener.addresses()) {
                    int port = bound.isEmpty() ? listener.port() : bound.getFirst().port();
                    bound.add(Acceptor.bind(listener.service(), address, port, tokens, this::arrive));
                }
                return bound;
            } catch (IOException | RuntimeException failed) {
                bound.forEach(Acceptor::close);
                boolean another = failed instanceof BindException && listener.port() == 0 && !bound.isEmpty() && left > 1;
                if (!another) throw failed;
            }
        }
    }

    /// On the acceptor's thread, so nothing here may block.
    private void arrive(Service service, SocketChannel channel) {
        try {
            var remote = plain((InetSocketAddress) channel.getRemoteAddress());
            int most = rulesOf(service).connections();
            if (most > 0 && present.get(service).get() >= most) turnAway(service, channel, remote, "connections-of-service", most);
            else if (crowd.enter(remote.getAddress(), limits.connectionsPerAddress())) serve(service, channel, remote);
            else turnAway(service, channel, remote, "connections-per-address", limits.connectionsPerAddress());
        } catch (IOException | RuntimeException | Error lost) {
            LOG.log(Level.DEBUG, () -> "listener=" + service.label() + " event=lost-at-accept reason=" + lost);
            quietly(channel);
            tokens.give();
        }
    }

    private ServiceRules rulesOf(Service service) { return rules.getOrDefault(service, ServiceRules.NONE); }

    private void serve(Service service, SocketChannel channel, InetSocketAddress remote) throws IOException {
        try {
            channel.setOption(StandardSocketOptions.TCP_NODELAY, true);   // replies are short and waited for
            channel.setOption(StandardSocketOptions.SO_KEEPALIVE, true);
            var rules = rulesOf(service);
            var local = plain((InetSocketAddress) channel.getLocalAddress());
            var terms = new LiveConnection.Terms(ids.next(), service, remote, local, rules.within(limits), rules.tlsToSignIn(), tls, endpoints, house(local));
            var session = new LiveConnection(terms, Wire.over(channel));
            sessions.add(session);
            present.get(service).incrementAndGet();
            session.start(protocols.get(service), () -> left(session));
        } catch (IOException | RuntimeException | Error lost) {
            crowd.leave(remote.getAddress());
            throw lost;
        }
    }

    private void left(LiveConnection session) {
        present.get(session.service()).decrementAndGet();
        crowd.leave(session.remote().getAddress());
        tokens.give();
        sessions.remove(session);
    }

    /// Says why when that costs nothing: not before a TLS handshake, not to a peer who does not take one line.
    private void turnAway(Service service, SocketChannel channel, InetSocketAddress remote, String reason, int limit) throws IOException {
        LOG.log(Level.INFO, () -> "listener=" + service.label() + " event=turned-away remote=" + remote.getAddress().getHostAddress()
                + " reason=" + reason + " limit=" + limit);
        try (channel) {
            channel.configureBlocking(false);
            if (!service.tlsFirst()) {
                var words = protocols.get(service).tooMany(house.hostname()) + "\r\n";
                channel.write(ByteBuffer.wrap(words.getBytes(StandardCharsets.US_ASCII)));
                channel.shutdownOutput();
            }
        }
        tokens.give();
    }

    private static InetSocketAddress plain(InetSocketAddress address) { return new InetSocketAddress(Network.plain(address.getAddress()), address.getPort()); }

    private static void quietly(SocketChannel channel) {
        try {
            channel.close();
        } catch (IOException gone) {
            LOG.log(Level.DEBUG, "closing a lost connection", gone);
        }
    }

    @Override public void close(Service service, Duration patience) {
        stopAccepting(service);
        drained(session -> session.service() == service, patience);
    }

    @Override public int drain(Duration patience) {
        for (Service service : Service.values()) stopAccepting(service);
        sweep.stop();
        return drained(session -> true, patience);
    }

    private synchronized void stopAccepting(Service service) {
        var acceptors = listeners.remove(service);
        if (acceptors != null) acceptors.forEach(Acceptor::close);
    }

    private int drained(Predicate<LiveConnection> which, Duration patience) {
        int cut = sessions.drain(which, patience);
        if (cut > 0) LOG.log(Level.WARNING, "event=drained cut=" + cut + " patience=" + patience.toSeconds() + "s");
        return cut;
    }

    @Override public void endSessions(long account) { sessions.end(account); }

    @Override public Map<Service, Integer> sessions() { return sessions.count(); }
}
