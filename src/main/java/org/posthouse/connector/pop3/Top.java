package org.posthouse.connector.pop3;

import java.io.IOException;
import org.posthouse.mime.Scan;
import org.posthouse.wire.OctetSink;

/// Lets the header, the empty line after it and a number of body lines through, and drops the rest.
final class Top implements OctetSink {
    private final OctetSink out;
    private long lines;
    private boolean header = true;
    /// Octets of the line that a block ended in, before its LF.
    private long unfinished;
    private boolean crFirst;

    Top(int lines, OctetSink out) {
        this.lines = lines;
        this.out = out;
    }

    boolean done() { return !header && lines == 0; }

    @Override public void write(byte[] octets, int from, int length) throws IOException {
        int to = from + length;
        int at = from;
        while (at < to && !done()) {
            int lf = Scan.find(octets, at, to, (byte) '\n');
            if (unfinished == 0 && lf > at) crFirst = octets[at] == '\r';
            unfinished += lf - at;
            at = Math.min(to, lf + 1);
            if (lf < to) lineEnds();
        }
        out.write(octets, from, at - from);
    }

    private void lineEnds() {
        if (!header) lines--;
        else if (unfinished == 0 || unfinished == 1 && crFirst) header = false;
        unfinished = 0;
    }
}
