package org.posthouse.connector.listen;

import java.io.IOException;
import java.lang.System.Logger.Level;
import java.net.BindException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketException;
import java.net.StandardSocketOptions;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import org.posthouse.connector.api.Service;

/// One bound address of one service and the thread that accepts on it.
final class Acceptor {
    private static final System.Logger LOG = System.getLogger(Acceptor.class.getName());
    /// What may knock while all tokens are out or the machine is busy; the kernel caps it at its own somaxconn.
    private static final int BACKLOG = 1024;
    private static final Duration FIRST_REST = Duration.ofMillis(50);
    private static final Duration LONGEST_REST = Duration.ofSeconds(2);
    private static final Duration BETWEEN_REPORTS = Duration.ofMinutes(1);

    private final Service service;
    private final ServerSocketChannel server;
    private final ConnectionTokens tokens;
    private final Guests guests;
    private final Thread thread;
    private boolean reported;
    private long reportedAt;

    /// Takes a fresh connection in, on the acceptor's thread and without blocking it; the token is the taker's from then on.
    interface Guests {
        void arrive(Service service, SocketChannel channel);
    }

    private Acceptor(Service service, ServerSocketChannel server, ConnectionTokens tokens, Guests guests) {
        this.service = service;
        this.server = server;
        this.tokens = tokens;
        this.guests = guests;
        this.thread = Threads.virtual(service.label() + " accept", this::run);
    }

    /// Binds without accepting yet.
    ///
    /// @throws BindException that names service, address and port
    static Acceptor bind(Service service, InetAddress address, int port, ConnectionTokens tokens, Guests guests) throws IOException {
        var server = ServerSocketChannel.open();
        try {
            server.setOption(StandardSocketOptions.SO_REUSEADDR, true);   // else a restart waits for the last start's TIME_WAIT
            server.bind(new InetSocketAddress(address, port), BACKLOG);
            return new Acceptor(service, server, tokens, guests);
        } catch (SocketException refused) {
            server.close();
            var named = new BindException(service.label() + ": cannot listen on " + address.getHostAddress() + " port " + port + ": " + refused.getMessage());
            named.initCause(refused);
            throw named;
        } catch (IOException | RuntimeException failed) {
            server.close();
            throw failed;
        }
    }

    InetAddress address() { return server.socket().getInetAddress(); }

    int port() { return server.socket().getLocalPort(); }

    void start() { thread.start(); }

    /// Frees the port. When it returns, every connection that was accepted has been handed on.
    void close() {
        try {
            server.close();
        } catch (IOException gone) {
            LOG.log(Level.WARNING, "listener=" + service.label() + " event=close-failed", gone);
        }
        if (thread.getState() == Thread.State.NEW) return;
        thread.interrupt();   // it may be waiting for a token
        try {
            thread.join();
        } catch (InterruptedException hurry) {
            Thread.currentThread().interrupt();
        }
    }

    private void run() {
        try {
            while (server.isOpen()) acceptSafely();
        } catch (InterruptedException closed) {
            // close() said so
        }
    }

    /// A listener must outlive anything: without file descriptors even loading a class fails, and as an Error.
    private void acceptSafely() throws InterruptedException {
        try {
            acceptOne();
        } catch (RuntimeException | Error bug) {
            report(bug);
            Thread.sleep(FIRST_REST);
        }
    }

    private void acceptOne() throws InterruptedException {
        tokens.take();
        SocketChannel channel = null;
        try {
            channel = acceptPatiently();
            if (channel != null) guests.arrive(service, channel);
        } finally {
            if (channel == null) tokens.give();
        }
    }

    /// Most often the reason to fail is that the process has no file descriptor left: asking at once again would spin, so it rests, longer
    /// each time.
    ///
    /// @return null when the listener was closed
    private SocketChannel acceptPatiently() throws InterruptedException {
        var rest = FIRST_REST;
        while (server.isOpen()) {
            try {
                return server.accept();
            } catch (IOException failed) {
                if (!server.isOpen()) return null;
                report(failed);
            }
            Thread.sleep(rest);
            rest = rest.multipliedBy(2).compareTo(LONGEST_REST) < 0 ? rest.multipliedBy(2) : LONGEST_REST;
        }
        return null;
    }

    /// Once a minute at most: at the limit every single accept may fail at first.
    private void report(Throwable failed) {
        long now = System.nanoTime();
        if (reported && now - reportedAt < BETWEEN_REPORTS.toNanos()) return;
        reported = true;
        reportedAt = now;
        try {
            LOG.log(Level.ERROR, "listener=" + service.label() + " event=accept-failed retried=yes", failed);
        } catch (RuntimeException | Error mute) {
            // a log that cannot be written must not end the listener
        }
    }
}
