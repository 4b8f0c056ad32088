package org.posthouse.message;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;

/// The encoding of before MIME undone, as some mailers still name it in a part's header: lines between `begin` and `end`.
final class DecodedUuencode extends InputStream {
    private final InputStream in;
    private byte[] line = new byte[0];
    private int at;
    private boolean begun;

    DecodedUuencode(InputStream in) { this.in = new BufferedInputStream(in, 16 << 10); }

    @Override public int read() throws IOException {
        while (at >= line.length) if (!next()) return -1;
        return line[at++] & 0xFF;
    }

    private boolean next() throws IOException {
        var read = new StringBuilder();
        int c;
        while ((c = in.read()) >= 0 && c != '\n') if (c != '\r' && read.length() < 200) read.append((char) c);
        if (c < 0 && read.isEmpty()) return false;
        if (begun && read.toString().equals("end")) return false;
        line = begun ? decoded(read) : new byte[0];
        at = 0;
        begun |= read.toString().startsWith("begin ");
        return true;
    }

    private static byte[] decoded(CharSequence line) {
        if (line.isEmpty()) return new byte[0];
        var octets = new byte[line.charAt(0) - 32 & 63];
        for (int i = 0; i < octets.length; i++) {
            int digit = 1 + i / 3 * 4 + i % 3;
            octets[i] = (byte) (value(line, digit) << 2 + i % 3 * 2 | value(line, digit + 1) >> 4 - i % 3 * 2);
        }
        return octets;
    }

    private static int value(CharSequence line, int index) { return index < line.length() ? line.charAt(index) - 32 & 63 : 0; }

    @Override public void close() throws IOException { in.close(); }
}
