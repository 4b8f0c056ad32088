package org.posthouse.wire;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.posthouse.mime.Scan;

/// What has been read and not been used yet, and the three ways to use it: a line, a dotted body, a counted one.
final class Inbound {
    private static final int SMALL = 1 << 10;
    private static final int DRAINED_LINE = 1 << 20;
    static final byte[] NONE = { };

    private final Outlet outlet;
    private InputStream in;
    private byte[] input = NONE;
    private int next;
    private int end;
    private boolean brokenLine;
    private boolean lenient;

    /// @param outlet flushed before each read that has to wait
    Inbound(InputStream in, Outlet outlet) {
        this.in = in;
        this.outlet = outlet;
    }

    /// Reads from somewhere else from now on; nothing is kept.
    void from(InputStream in) {
        this.in = in;
        input = NONE;
        next = 0;
        end = 0;
    }

    boolean hasInput() { return next < end; }

    /// A line may end in a bare LF, and hold any octets: for the answers of servers, behind which nobody can hide a command.
    void lenient() { lenient = true; }

    /// As [Wire#readLine].
    LineRead line(int maxOctets) throws IOException {
        int scanned = 0;
        while (true) {
            int lf = Scan.find(input, next + scanned, end, (byte) '\n');
            if (lf < end) {
                var line = lf + 1 - next > maxOctets ? overlong(lf) : whole(lf);
                next = lf + 1;
                if (line.isPresent()) return line.get();
                scanned = 0;
                continue;
            }
            scanned = end - next;
            if (scanned >= maxOctets) return drainLine();
            fill();
        }
    }

    /// The line that the LF at `lf` ends, or nothing when it only is the rest of a line that was reported as broken.
    private Optional<LineRead> whole(int lf) {
        boolean crlf = lf > next && input[lf - 1] == '\r';
        if (lenient) return Optional.of(new LineRead.Line(text(next, crlf ? lf - 1 : lf)));
        if (!crlf) {
            brokenLine = true;
            return Optional.of(new LineRead.BareEnd());
        }
        if (brokenLine) {                      // what follows a bare LF is no command: others may have read it as part of the line before
            brokenLine = false;
            return Optional.empty();
        }
        int stop = lf - 1;
        if (Scan.find(input, next, stop, (byte) '\r') < stop) return Optional.of(new LineRead.BareEnd());
        if (Scan.find(input, next, stop, (byte) 0) < stop) return Optional.of(new LineRead.NotText());
        return Optional.of(decode(next, stop));
    }

    private Optional<LineRead> overlong(int lf) {
        brokenLine = lf == next || input[lf - 1] != '\r';
        return Optional.of(new LineRead.TooLong());
    }

    private LineRead decode(int from, int to) {
        if (!Scan.eightBit(input, from, to)) return new LineRead.Line(new String(input, from, to - from, StandardCharsets.ISO_8859_1));
        try {
            return new LineRead.Line(StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(input, from, to - from)).toString());
        } catch (CharacterCodingException notUtf8) {
            return new LineRead.NotText();
        }
    }

    private String text(int from, int to) {
        return decode(from, to) instanceof LineRead.Line(var text) ? text : new String(input, from, to - from, StandardCharsets.ISO_8859_1);
    }

    private LineRead drainLine() throws IOException {
        long dropped = 0;
        boolean cr = false;
        while (true) {
            int lf = Scan.find(input, next, end, (byte) '\n');
            if (lf < end) {
                brokenLine = !(lf > next ? input[lf - 1] == '\r' : cr);
                next = lf + 1;
                return new LineRead.TooLong();
            }
            if (end > next) cr = input[end - 1] == '\r';
            dropped += end - next;
            next = end;
            if (dropped > DRAINED_LINE) throw new Flood("endless line");
            fill();
        }
    }

    /// As [Wire#readDotted].
    void dotted(OctetSink sink) throws IOException {
        var dots = new DotStream();
        onLargeBuffer(() -> {
            while (true) {
                next = dots.feed(input, next, end, sink);
                if (dots.ended()) return;
                fill();
            }
        });
    }

    /// As [Wire#readCounted].
    void counted(long octets, OctetSink sink) throws IOException {
        if (octets == 0) return;
        onLargeBuffer(() -> {
            long missing = octets;
            while (true) {
                int part = (int) Math.min(missing, end - next);
                if (part > 0) sink.write(input, next, part);
                next += part;
                missing -= part;
                if (missing == 0) return;
                fill();
            }
        });
    }

    private interface Reading { void run() throws IOException; }

    private void onLargeBuffer(Reading reading) throws IOException {
        var block = Blocks.borrow();
        int held = end - next;
        var usual = input;
        boolean roomy = held <= block.length;
        if (roomy) {
            System.arraycopy(input, next, block, 0, held);
            input = block;
            next = 0;
            end = held;
        }
        try {
            reading.run();
        } finally {
            if (roomy) {
                held = end - next;
                input = held <= usual.length ? usual : new byte[held];
                System.arraycopy(block, next, input, 0, held);
                next = 0;
                end = held;
            }
            Blocks.giveBack(block);
        }
    }

    /// Waits for more; what the peer may be waiting for goes out first.
    private void fill() throws IOException {
        outlet.flush();
        if (next == end) {
            next = 0;
            end = 0;
            if (input.length == 0 || input.length > SMALL && input.length < Blocks.OCTETS) input = new byte[SMALL];
        } else if (end == input.length) {
            var room = next > 0 ? input : new byte[input.length * 2];
            System.arraycopy(input, next, room, 0, end - next);
            input = room;
            end -= next;
            next = 0;
        }
        int count = in.read(input, end, input.length - end);
        if (count < 0) throw new EOFException();
        end += count;
    }

    /// Reads and drops, until the peer ends the connection or `most` octets were dropped.
    void drop(int most) throws IOException {
        for (int dropped = 0; dropped < most; dropped += end) {
            next = end;
            fill();
        }
    }
}
