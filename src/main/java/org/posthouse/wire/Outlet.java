package org.posthouse.wire;

import java.io.IOException;
import java.io.OutputStream;
import java.time.Duration;

/// The writing end: small answers are gathered, and a buffer exists only while there is something in it.
final class Outlet {
    private static final int OUT_FIRST = 512;
    private static final int OUT_MOST = 16 << 10;

    private OutputStream out;
    private byte[] output = Inbound.NONE;
    private int written;
    private volatile long writingSince;

    Outlet(OutputStream out) { this.out = out; }

    /// Writes to somewhere else from now on; flush before.
    void to(OutputStream out) { this.out = out; }

    void write(byte[] octets, int from, int length) throws IOException {
        if (length > output.length - written) makeRoom(length);
        if (length > output.length - written) {
            send(octets, from, length);
        } else {
            System.arraycopy(octets, from, output, written, length);
            written += length;
        }
    }

    private void makeRoom(int length) throws IOException {
        if (written + length <= OUT_MOST) {
            int size = Math.max(OUT_FIRST, Integer.highestOneBit(written + length - 1) << 1);
            var larger = new byte[Math.min(OUT_MOST, size)];
            System.arraycopy(output, 0, larger, 0, written);
            output = larger;
        } else {
            spill();
        }
    }

    private void spill() throws IOException {
        int count = written;
        written = 0;
        if (count > 0) send(output, 0, count);
    }

    private void send(byte[] octets, int from, int length) throws IOException {
        for (int at = 0; at < length; at += OUT_MOST) {    // by parts, so that a slow reader is told from one that does not read
            begin();
            try {
                out.write(octets, from + at, Math.min(OUT_MOST, length - at));
            } finally {
                done();
            }
        }
    }

    void flush() throws IOException {
        spill();
        output = Inbound.NONE;
    }

    /// A write begins that may have to wait for the peer.
    void begin() { writingSince = System.nanoTime() | 1; }

    void done() { writingSince = 0; }

    /// From any thread.
    Duration blocked() {
        long since = writingSince;
        return since == 0 ? Duration.ZERO : Duration.ofNanos(Math.max(0, System.nanoTime() - since));
    }
}
