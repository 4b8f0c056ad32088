package org.posthouse.wire;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.channels.WritableByteChannel;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSession;
import javax.net.ssl.SSLSocket;
import org.posthouse.mime.Scan;

/// One connection, both directions. Owned by one virtual thread; only [#wake], [#cut] and [#writeBlocked] may be called by others.
public final class Wire implements AutoCloseable {
    private static final int SMALL = 1 << 10;
    private static final int OUT_FIRST = 512;
    private static final int OUT_MOST = 16 << 10;
    private static final int DRAINED_LINE = 1 << 20;
    private static final int DRAINED_FAREWELL = 256 << 10;
    private static final Duration FAREWELL = Duration.ofSeconds(1);
    private static final byte[] NONE = { };
    private static final String[] PROTOCOLS = { "TLSv1.3", "TLSv1.2" };        // RFC 8996: nothing older

    private final Socket socket;
    private final Optional<SocketChannel> channel;
    private final Inlet inlet;
    private InputStream in;
    private OutputStream out;
    private Optional<SSLSocket> tls = Optional.empty();

    private byte[] input = NONE;
    private int next;
    private int end;
    private boolean brokenLine;
    private byte[] output = NONE;
    private int written;
    private volatile long writingSince;

    private Wire(Socket socket, Optional<SocketChannel> channel) throws IOException {
        this.socket = socket;
        this.channel = channel;
        this.inlet = new Inlet(socket);
        this.in = inlet;
        this.out = socket.getOutputStream();
    }

    /// Over an accepted channel in blocking mode. Its socket adaptor parks a virtual thread, with a time-out, where the channel itself knows none.
    public static Wire over(SocketChannel channel) throws IOException { return new Wire(channel.socket(), Optional.of(channel)); }

    /// Over any socket; nothing goes out past the buffer then.
    static Wire over(Socket socket) throws IOException { return new Wire(socket, Optional.empty()); }

    /// Longest wait for octets, and longest time for a whole line or handshake.
    public void timeout(Duration longest) { inlet.pause(longest); }

    /// All reading from now on must be over in this time, however steadily octets drip in.
    public void deadline(Duration fromNow) { inlet.deadline(fromNow); }

    public void noDeadline() { inlet.noDeadline(); }

    /// Reads one command line.
    ///
    /// @param maxOctets longest line, CRLF included
    /// @throws EOFException the peer has ended the connection, in the middle of a line or before it
    /// @throws Flood        a line went on for more than a mebibyte
    public LineRead readLine(int maxOctets) throws IOException {
        inlet.beginUnit();
        try {
            return line(maxOctets);
        } finally {
            inlet.relax();
        }
    }

    private LineRead line(int maxOctets) throws IOException {
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

    /// The peer has sent more than was read so far (pipelining, RFC 2920). Answers need no flush between such commands: whatever is buffered goes out
    /// before a read has to wait.
    public boolean hasInput() { return next < end; }

    /// Reads a body up to its line with the lone dot (RFC 5321 §4.1.1.4). Dots are unstuffed, everything else passes as it came.
    public void readDotted(OctetSink sink) throws IOException {
        var dots = new DotStream();
        onLargeBuffer(() -> {
            while (true) {
                next = dots.feed(input, next, end, sink);
                if (dots.ended()) return;
                fill();
            }
        });
    }

    /// Reads exactly so many octets (BDAT, RFC 3030 §2).
    public void readCounted(long octets, OctetSink sink) throws IOException {
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
        if (written > 0) flush();
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

    /// Buffers text as UTF-8.
    public void write(String text) throws IOException {
        var octets = text.getBytes(StandardCharsets.UTF_8);
        write(octets, 0, octets.length);
    }

    public void write(byte[] octets, int from, int length) throws IOException {
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
            writingSince = System.nanoTime() | 1;
            try {
                out.write(octets, from + at, Math.min(OUT_MOST, length - at));
            } finally {
                writingSince = 0;
            }
        }
    }

    /// Sends what is buffered and gives the buffer up.
    public void flush() throws IOException {
        spill();
        output = NONE;
    }

    /// Not under TLS, so [#sendDirect] is possible.
    public boolean plain() { return tls.isEmpty() && channel.isPresent(); }

    /// Moves octets straight to the channel, as from `FileChannel.transferTo`.
    @FunctionalInterface
    public interface Transfer {
        long to(WritableByteChannel channel) throws IOException;
    }

    /// Flushes, then lets `transfer` write past the buffer. One call should move at most a few hundred kilobytes: a call that
    /// takes long looks like a peer that does not read.
    ///
    /// @throws IllegalStateException when not [#plain]
    public long sendDirect(Transfer transfer) throws IOException {
        if (!plain()) throw new IllegalStateException("not a plain channel");
        flush();
        writingSince = System.nanoTime() | 1;
        try {
            return transfer.to(channel.get());
        } finally {
            writingSince = 0;
        }
    }

    /// Server side of a TLS handshake: after a command (flush its answer first) or at once.
    ///
    /// @throws IllegalStateException input is buffered that came in clear: check [#hasInput] before agreeing to TLS
    /// @throws javax.net.ssl.SSLException the handshake failed; nothing can be said to the peer any more
    public SSLSession startTls(SSLContext context) throws IOException {
        if (hasInput()) throw new IllegalStateException("input in clear before TLS");      // RFC 3207 §5; CVE-2011-0411
        flush();
        var layered = (SSLSocket) context.getSocketFactory().createSocket(new Carrier(socket, inlet), "", 0, true);
        layered.setUseClientMode(false);
        layered.setEnabledProtocols(PROTOCOLS);
        inlet.beginUnit();
        try {
            layered.startHandshake();
        } finally {
            inlet.relax();
        }
        input = NONE;
        in = layered.getInputStream();
        out = layered.getOutputStream();
        tls = Optional.of(layered);
        return layered.getSession();
    }

    /// From any thread: the next or present read ends with [Woken]; writing goes on.
    public void wake() {
        inlet.wake();
        try {
            if (channel.isPresent()) channel.get().shutdownInput();
            else socket.shutdownInput();
        } catch (IOException gone) {
            cut();
        }
    }

    /// From any thread: closes the connection under whatever its owner does; that gets an IOException.
    public void cut() {
        try {
            if (channel.isPresent()) channel.get().close();
            else socket.close();
        } catch (IOException gone) {
            // closed is what was wanted
        }
    }

    /// From any thread: how long the present write has waited for the peer to read; zero when none is in progress.
    public Duration writeBlocked() {
        long since = writingSince;
        return since == 0 ? Duration.ZERO : Duration.ofNanos(Math.max(0, System.nanoTime() - since));
    }

    /// Sends what is buffered if the peer still takes it, and closes.
    @Override public void close() {
        try {
            flush();
            if (tls.isPresent()) tls.get().close();
        } catch (IOException gone) {
            // nobody is left to be told
        } finally {
            cut();
        }
    }

    /// Closes after a farewell to a peer that may still be sending: input that is never read would make TCP reset the connection and lose the farewell.
    public void hangUp() {
        try {
            flush();
            if (tls.isEmpty()) socket.shutdownOutput();
            timeout(FAREWELL);
            deadline(FAREWELL);
            for (int dropped = 0; dropped < DRAINED_FAREWELL; dropped += end) {
                next = end;
                fill();
            }
        } catch (IOException gone) {
            // the usual way out: the peer has closed, or had its second
        } finally {
            close();
        }
    }
}
