package org.posthouse.wire;

import java.io.IOException;
import org.posthouse.mime.Scan;

/// Finds the end of DATA and takes the stuffed dots away (RFC 5321 §4.5.2), over blocks cut anywhere.
///
/// Only CRLF begins a line here. A dot after a bare CR or LF is content, so neither `LF . LF` nor `CR . CR` nor a mixture ends a message: what
/// others might take for two messages stays one here (SMTP smuggling, CVE-2023-51764), and is refused for its bare line ends by who inspects the content.
final class DotStream {
    private enum At { LINE_START, DOT, DOT_CR, TEXT, CR }

    private static final byte[] HELD_CR = { '\r' };

    private At at = At.LINE_START;
    private boolean ended;

    /// The line with the lone dot has been seen.
    boolean ended() { return ended; }

    /// Passes the content in `[from, to)` on.
    ///
    /// @return where reading stopped: `to`, or less when the end of the data came before it
    int feed(byte[] block, int from, int to, OctetSink sink) throws IOException {
        int kept = from;                                   // content in [kept, i) is not passed on yet
        int i = from;
        while (i < to && !ended) {
            switch (at) {
                case TEXT -> {
                    i = Scan.find(block, i, to, (byte) '\r');
                    if (i < to) {
                        i++;
                        at = At.CR;
                    }
                }
                case CR -> {
                    byte octet = block[i++];
                    at = octet == '\n' ? At.LINE_START : octet == '\r' ? At.CR : At.TEXT;
                }
                case LINE_START -> {
                    byte octet = block[i];
                    if (octet == '.') {
                        pass(block, kept, i, sink);
                        kept = ++i;
                        at = At.DOT;
                    } else {
                        i++;
                        at = octet == '\r' ? At.CR : At.TEXT;
                    }
                }
                case DOT -> {                              // the dot is dropped whatever follows
                    byte octet = block[i];
                    if (octet == '\r') {
                        kept = ++i;                        // held back: it may belong to the end
                        at = At.DOT_CR;
                    } else {
                        i++;
                        at = At.TEXT;
                    }
                }
                case DOT_CR -> {
                    byte octet = block[i];
                    if (octet == '\n') {
                        kept = ++i;
                        ended = true;
                    } else {                               // a bare CR: content, and no line start
                        sink.write(HELD_CR, 0, 1);
                        at = octet == '\r' ? At.CR : At.TEXT;
                        i++;
                    }
                }
            }
        }
        pass(block, kept, i, sink);
        return i;
    }

    private static void pass(byte[] block, int from, int to, OctetSink sink) throws IOException {
        if (to > from) sink.write(block, from, to - from);
    }
}
