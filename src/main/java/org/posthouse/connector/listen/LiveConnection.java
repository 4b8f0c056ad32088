package org.posthouse.connector.listen;

import java.io.IOException;
import java.lang.System.Logger.Level;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;
import javax.net.ssl.SSLContext;
import org.posthouse.connector.api.Control;
import org.posthouse.connector.api.Limits;
import org.posthouse.connector.api.Service;
import org.posthouse.connector.api.SignedIn;
import org.posthouse.connector.api.TlsFacts;
import org.posthouse.wire.Wire;

/// An accepted connection with the thread that serves it. Other threads reach in by [#farewell], [#cut] and what they only read.
///
/// Nobody ever interrupts the session's thread: an interrupt closes whatever file channel the thread is using at that moment, and that may be
/// the store's or the database's.
final class LiveConnection implements Connection {
    private static final System.Logger LOG = System.getLogger(LiveConnection.class.getName());

    private static final long NOBODY = Long.MIN_VALUE;

    /// Whether a command is in hand, the session waits for one, or was told to stop waiting.
    private enum State { BUSY, IDLE, WOKEN }

    /// What a connection is made of, all fixed when it was accepted.
    record Terms(String id, Service service, InetSocketAddress remote, InetSocketAddress local, Limits limits, boolean tlsToSignIn, Optional<SSLContext> tls,
                 Endpoints endpoints, Control.House house) { }

    private final Terms terms;
    private final Wire wire;
    private final AtomicReference<State> state = new AtomicReference<>(State.BUSY);
    private volatile boolean ending;
    private volatile long account = NOBODY;
    private volatile Thread thread;
    private Optional<TlsFacts> secured = Optional.empty();

    LiveConnection(Terms terms, Wire wire) {
        this.terms = terms;
        this.wire = wire;
    }

    /// Serves the connection to its end, then runs `after`.
    void start(Protocol protocol, Runnable after) {
        thread = Threads.virtual(terms.service.label() + ' ' + terms.id, () -> {
            try {
                serve(protocol);
            } finally {
                close();
                after.run();
            }
        });
        thread.start();
    }

    private void serve(Protocol protocol) {
        try {
            if (terms.service.tlsFirst()) handshake();
            protocol.serve(this);
        } catch (IOException | InterruptedException lost) {
            LOG.log(Level.DEBUG, () -> terms.id + " event=lost service=" + terms.service.label() + " reason=" + lost);
        } catch (RuntimeException | Error bug) {
            LOG.log(Level.ERROR, terms.id + " event=fault service=" + terms.service.label(), bug);
        }
    }

    private void handshake() throws IOException {
        wire.timeout(terms.limits.commandTimeout());
        startTls();
    }

    private void close() {
        if (wire.plain()) wire.hangUp();
        else wire.close();   // its close_notify must not wait
    }

    @Override public Wire wire() { return wire; }

    @Override public String id() { return terms.id; }

    @Override public Service service() { return terms.service; }

    @Override public InetSocketAddress remote() { return terms.remote; }

    @Override public InetSocketAddress local() { return terms.local; }

    @Override public Limits limits() { return terms.limits; }

    @Override public boolean tlsToSignIn() { return terms.tlsToSignIn; }

    @Override public Optional<SSLContext> tls() { return terms.tls; }

    @Override public void startTls() throws IOException {
        var session = wire.startTls(terms.tls.orElseThrow(() -> new IllegalStateException("no certificate")));
        secured = Optional.of(new TlsFacts(session.getProtocol(), session.getCipherSuite()));
    }

    @Override public Optional<TlsFacts> secured() { return secured; }

    @Override public Endpoints endpoints() { return terms.endpoints; }

    @Override public Control.House house() { return terms.house; }

    @Override public boolean draining() { return ending; }

    @Override public <T> Optional<T> idle(Waiting<T> read) throws IOException {
        if (!rest()) return Optional.empty();
        Optional<T> got;
        try {
            got = Optional.of(read.read());
        } catch (IOException failed) {
            if (rise()) throw failed;
            return Optional.empty();   // woken: its input was shut for that, which reads as a lost peer
        }
        return rise() ? got : Optional.empty();
    }

    @Override public void pause(Duration delay) throws InterruptedException {
        if (!rest()) return;
        long end = System.nanoTime() + delay.toNanos();
        for (long left = delay.toNanos(); left > 0 && !ending; left = end - System.nanoTime()) {
            LockSupport.parkNanos(this, left);
            if (Thread.interrupted()) throw new InterruptedException();
        }
        rise();
    }

    /// @return false when there is nothing to wait for, because the session is to end
    private boolean rest() {
        if (ending) return false;
        state.set(State.IDLE);
        return !ending || rise();   // ended in between: whoever did it may have come too early to wake us
    }

    /// @return false when the session was woken
    private boolean rise() { return state.compareAndSet(State.IDLE, State.BUSY) && !ending; }

    @Override public void signedIn(SignedIn who) { account = who.account(); }

    boolean belongsTo(long someone) { return account == someone; }

    /// Tells the session to end after the command in hand, at once when there is none.
    ///
    /// @return whether it was idle
    boolean farewell() {
        ending = true;
        if (!state.compareAndSet(State.IDLE, State.WOKEN)) return state.get() == State.WOKEN;
        wire.wake();
        LockSupport.unpark(thread);
        return true;
    }

    /// Ends the connection under the session's feet; its next octet in or out fails.
    void cut() {
        ending = true;
        wire.cut();
        LockSupport.unpark(thread);
    }

    /// How long the peer has not read what the session has for it.
    Duration writeBlocked() { return wire.writeBlocked(); }
}
