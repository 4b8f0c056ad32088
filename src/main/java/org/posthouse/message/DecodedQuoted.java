package org.posthouse.message;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PushbackInputStream;

/// Quoted-printable undone (RFC 2045 §6.7); what is no code stays as it stands.
final class DecodedQuoted extends InputStream {
    /// Blanks between a soft line break's sign and the end of its line (rule 3); more of them are text.
    private static final int MOST_BLANKS = 80;
    private final PushbackInputStream in;

    DecodedQuoted(InputStream in) { this.in = new PushbackInputStream(new BufferedInputStream(in, 16 << 10), MOST_BLANKS + 4); }

    @Override public int read() throws IOException {
        for (int c = in.read(); ; c = in.read()) {
            if (c != '=') return c;
            int first = in.read();
            if (first < 0) return -1;                                      // a soft break at the very end
            int high = Character.digit(first, 16);
            if (high >= 0) {
                int next = in.read();
                int low = next < 0 ? -1 : Character.digit(next, 16);
                if (low >= 0) return high << 4 | low;
                if (next >= 0) in.unread(next);
                in.unread(first);
                return '=';
            }
            in.unread(first);
            if (!softBreak()) return '=';
        }
    }

    private boolean softBreak() throws IOException {
        var seen = new byte[MOST_BLANKS + 2];
        int count = 0;
        for (int c = in.read(); c >= 0; c = in.read()) {
            if (c == '\n') return true;
            seen[count++] = (byte) c;
            if (c != ' ' && c != '\t' && c != '\r' || count > MOST_BLANKS) {
                in.unread(seen, 0, count);
                return false;
            }
        }
        return true;
    }

    @Override public int read(byte[] into, int from, int length) throws IOException {
        int got = 0;
        for (int c; got < length && (c = read()) >= 0; got++) into[from + got] = (byte) c;
        return got == 0 && length > 0 ? -1 : got;
    }

    @Override public void close() throws IOException { in.close(); }
}
