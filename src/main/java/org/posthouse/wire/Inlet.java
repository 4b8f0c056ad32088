package org.posthouse.wire;

import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

/// The reading end of the socket, below TLS where there is TLS, so that time limits hold for slowly fed TLS records as well.
final class Inlet extends InputStream {
    private static final long NEVER = Long.MAX_VALUE;

    private final Socket socket;
    private final InputStream in;
    private long pauseNanos = TimeUnit.MINUTES.toNanos(5);
    private long unitEnd = NEVER;
    private long bodyEnd = NEVER;
    private volatile boolean woken;

    Inlet(Socket socket) throws IOException {
        this.socket = socket;
        this.in = socket.getInputStream();
    }

    void pause(Duration longest) { pauseNanos = Math.max(1, longest.toNanos()); }

    /// From now until [#relax], the pause allowed for one wait must do for everything: one line, one handshake.
    void beginUnit() { unitEnd = System.nanoTime() + pauseNanos; }

    void relax() { unitEnd = NEVER; }

    void deadline(Duration fromNow) { bodyEnd = System.nanoTime() + fromNow.toNanos(); }

    void noDeadline() { bodyEnd = NEVER; }

    void wake() { woken = true; }

    @Override public int read() throws IOException {
        var one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override public int read(byte[] into, int from, int length) throws IOException {
        socket.setSoTimeout(patience());
        int count;
        try {
            count = in.read(into, from, length);
        } catch (IOException broken) {
            if (woken) throw new Woken();
            throw broken;
        }
        if (count < 0 && woken) throw new Woken();
        return count;
    }

    @Override public int available() throws IOException { return in.available(); }

    private int patience() throws SocketTimeoutException {
        long now = System.nanoTime();
        long nanos = pauseNanos;
        if (unitEnd != NEVER) nanos = Math.min(nanos, unitEnd - now);
        if (bodyEnd != NEVER) nanos = Math.min(nanos, bodyEnd - now);
        if (nanos <= 0) throw new SocketTimeoutException("too slow");
        return Math.clamp(nanos / 1_000_000, 1, Integer.MAX_VALUE);
    }
}
