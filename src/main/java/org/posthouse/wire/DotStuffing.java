package org.posthouse.wire;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.posthouse.mime.Scan;

/// Puts a dot before each line that begins with one, and the lone dot at the end (RFC 1939 §3, RFC 5321 §4.5.2). The opposite of [DotStream].
public final class DotStuffing implements OctetSink {
    private static final byte[] DOT = { '.' };
    private static final byte[] END = ".\r\n".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] CRLF = "\r\n".getBytes(StandardCharsets.US_ASCII);

    private final OctetSink out;
    private boolean lineStart = true;
    private boolean afterCr;

    public DotStuffing(OctetSink out) { this.out = out; }

    @Override public void write(byte[] octets, int from, int length) throws IOException {
        int to = from + length;
        int kept = from;
        int i = from;
        while (i < to) {
            if (lineStart && octets[i] == '.') {
                if (i > kept) out.write(octets, kept, i - kept);
                kept = i;
                out.write(DOT, 0, 1);
            }
            int end = Scan.find(octets, i, to, (byte) '\n');
            if (end == to) {
                lineStart = false;
                afterCr = octets[to - 1] == '\r';
                break;
            }
            lineStart = end > i ? octets[end - 1] == '\r' : afterCr;
            afterCr = false;
            i = end + 1;
        }
        if (to > kept) out.write(octets, kept, to - kept);
    }

    /// Completes a last line that lacks its CRLF, then writes the line with the lone dot.
    public void finish() throws IOException {
        if (!lineStart) out.write(CRLF, 0, 2);
        out.write(END, 0, END.length);
    }
}
