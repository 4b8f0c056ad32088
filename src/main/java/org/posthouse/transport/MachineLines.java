package org.posthouse.transport;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;

/// Turns CRLF into LF on the way out. In an mbox a line that begins with `From ` behind any number of `>` gets one `>` more, so that whoever reads can take it off again (RFC 4155; the mboxrd way).
final class MachineLines extends OutputStream {
    private static final byte[] FROM = "From ".getBytes(StandardCharsets.US_ASCII);
    private static final int NOWHERE = -1;

    private final OutputStream to;
    private final boolean mbox;
    private final byte[] buffer = new byte[16 << 10];
    private int filled;
    private boolean carriageReturn;
    /// Octets of `From ` that the line has begun with; [#NOWHERE] when it does not begin so.
    private int matched;
    private boolean lineBegins = true;

    MachineLines(OutputStream to, boolean mbox) {
        this.to = to;
        this.mbox = mbox;
    }

    /// The last octet was a line end, or there was none.
    boolean atLineStart() { return lineBegins; }

    @Override public void write(int octet) throws IOException { one((byte) octet); }

    @Override public void write(byte[] octets, int from, int length) throws IOException { for (int i = from; i < from + length; i++) one(octets[i]); }

    private void one(byte octet) throws IOException {
        if (carriageReturn && octet != '\n') put((byte) '\r');
        carriageReturn = octet == '\r';
        if (!carriageReturn) put(octet);
    }

    private void put(byte octet) throws IOException {
        lineBegins = octet == '\n';
        if (!mbox) {
            emit(octet);
            return;
        }
        if (matched != NOWHERE && octet == FROM[matched]) {
            if (++matched < FROM.length) return;                             // held back until it is sure
            emit((byte) '>');
            release(matched);
            matched = NOWHERE;
            return;
        }
        if (matched > 0) release(matched);
        emit(octet);
        matched = octet == '\n' || octet == '>' && matched == 0 ? 0 : NOWHERE;
    }

    private void release(int octets) throws IOException { for (int i = 0; i < octets; i++) emit(FROM[i]); }

    private void emit(byte octet) throws IOException {
        if (filled == buffer.length) pass();
        buffer[filled++] = octet;
    }

    private void pass() throws IOException {
        to.write(buffer, 0, filled);
        filled = 0;
    }

    /// The end: what was held back goes too.
    void end() throws IOException {
        if (carriageReturn) put((byte) '\r');
        carriageReturn = false;
        if (matched > 0) release(matched);
        matched = NOWHERE;
        flush();
    }

    @Override public void flush() throws IOException {
        pass();
        to.flush();
    }
}
