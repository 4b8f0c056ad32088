package org.posthouse.message;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;

/// Base64 undone (RFC 2045 §6.8); what is no digit is passed over, and digits behind padding begin anew, as where two encoded texts were joined.
final class DecodedBase64 extends InputStream {
    private static final byte[] VALUES = new byte[256];
    private final InputStream in;
    private int held;
    private int bits;

    static {
        java.util.Arrays.fill(VALUES, (byte) -1);
        var digits = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
        for (int i = 0; i < digits.length(); i++) VALUES[digits.charAt(i)] = (byte) i;
    }

    DecodedBase64(InputStream in) { this.in = new BufferedInputStream(in, 16 << 10); }

    @Override public int read() throws IOException {
        while (bits < 8) {
            int c = in.read();
            if (c < 0) return -1;
            if (c == '=') bits = 0;
            if (VALUES[c] < 0) continue;
            held = held << 6 | VALUES[c];
            bits += 6;
        }
        bits -= 8;
        return held >> bits & 0xFF;
    }

    @Override public int read(byte[] into, int from, int length) throws IOException {
        int got = 0;
        for (int c; got < length && (c = read()) >= 0; got++) into[from + got] = (byte) c;
        return got == 0 && length > 0 ? -1 : got;
    }

    @Override public void close() throws IOException { in.close(); }
}
