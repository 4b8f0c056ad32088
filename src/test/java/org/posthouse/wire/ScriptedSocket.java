package org.posthouse.wire;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;

/// A peer that sends given pieces, one a read, then ends the connection; what it is sent is kept, with a `|` for each flush.
final class ScriptedSocket extends Socket {
    final ByteArrayOutputStream sent = new ByteArrayOutputStream();
    private final Deque<byte[]> pieces = new ArrayDeque<>();

    ScriptedSocket(List<byte[]> pieces) { this.pieces.addAll(pieces); }

    static ScriptedSocket of(String... pieces) {
        return new ScriptedSocket(Arrays.stream(pieces).map(piece -> piece.getBytes(StandardCharsets.ISO_8859_1)).toList());
    }

    /// The text in two pieces, cut at `at`.
    static ScriptedSocket cut(String text, int at) { return of(text.substring(0, at), text.substring(at)); }

    @Override public InputStream getInputStream() {
        return new InputStream() {
            @Override public int read() { throw new AssertionError("octet by octet"); }

            @Override public int read(byte[] into, int from, int length) {
                while (!pieces.isEmpty() && pieces.peek().length == 0) pieces.poll();
                if (pieces.isEmpty()) return -1;
                var piece = pieces.poll();
                int count = Math.min(length, piece.length);
                System.arraycopy(piece, 0, into, from, count);
                if (count < piece.length) pieces.push(Arrays.copyOfRange(piece, count, piece.length));
                return count;
            }
        };
    }

    @Override public OutputStream getOutputStream() {
        return new OutputStream() {
            @Override public void write(int octet) { sent.write(octet); }

            @Override public void write(byte[] octets, int from, int length) throws IOException {
                sent.write(octets, from, length);
                sent.write('|');
            }
        };
    }

    @Override public void setSoTimeout(int millis) { }

    @Override public void shutdownOutput() { }
}
