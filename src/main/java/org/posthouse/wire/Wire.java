package org.posthouse.wire;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.StandardSocketOptions;
import java.nio.channels.SocketChannel;
import java.nio.channels.WritableByteChannel;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import javax.net.ssl.SNIHostName;
import javax.net.ssl.SNIServerName;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSession;
import javax.net.ssl.SSLSocket;

/// One connection, both directions. Owned by one virtual thread; only [#wake], [#cut] and [#writeBlocked] may be called by others.
public final class Wire implements AutoCloseable {
    private static final int DRAINED_FAREWELL = 256 << 10;
    private static final Duration FAREWELL = Duration.ofSeconds(1);
    private static final String[] PROTOCOLS = { "TLSv1.3", "TLSv1.2" };        // RFC 8996: nothing older

    private final Socket socket;
    private final Optional<SocketChannel> channel;
    private final Inlet inlet;
    private final Outlet outlet;
    private final Inbound inbound;
    private Optional<SSLSocket> tls = Optional.empty();

    private Wire(Socket socket, Optional<SocketChannel> channel) throws IOException {
        this.socket = socket;
        this.channel = channel;
        this.inlet = new Inlet(socket);
        this.outlet = new Outlet(socket.getOutputStream());
        this.inbound = new Inbound(inlet, outlet);
    }

    /// Over an accepted channel in blocking mode. Its socket adaptor parks a virtual thread, with a time-out, where the channel itself knows none.
    public static Wire over(SocketChannel channel) throws IOException { return new Wire(channel.socket(), Optional.of(channel)); }

    /// To a server. Lines may end in a bare LF and hold any octets then, so that [#readLine] knows only whole lines and ones that are too long.
    ///
    /// @param from    this end's address; empty for the system's choice
    /// @param longest how long connecting may take
    public static Wire connect(InetSocketAddress to, Optional<InetAddress> from, Duration longest) throws IOException {
        var channel = SocketChannel.open();
        try {
            if (from.isPresent()) channel.bind(new InetSocketAddress(from.get(), 0));
            channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
            channel.socket().connect(to, Math.clamp(longest.toMillis(), 1, Integer.MAX_VALUE));
            var wire = over(channel);
            wire.inbound.lenient();
            return wire;
        } catch (IOException | RuntimeException failed) {
            channel.close();
            throw failed;
        }
    }

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
    /// @throws java.io.EOFException the peer has ended the connection, in the middle of a line or before it
    /// @throws Flood        a line went on for more than a mebibyte
    public LineRead readLine(int maxOctets) throws IOException {
        inlet.beginUnit();
        try {
            return inbound.line(maxOctets);
        } finally {
            inlet.relax();
        }
    }

    /// The peer has sent more than was read so far (pipelining, RFC 2920). Answers need no flush between such commands: whatever is buffered goes out
    /// before a read has to wait.
    public boolean hasInput() { return inbound.hasInput(); }

    /// Reads a body up to its line with the lone dot (RFC 5321 §4.1.1.4). Dots are unstuffed, everything else passes as it came.
    public void readDotted(OctetSink sink) throws IOException { inbound.dotted(sink); }

    /// Reads exactly so many octets (BDAT, RFC 3030 §2).
    public void readCounted(long octets, OctetSink sink) throws IOException { inbound.counted(octets, sink); }

    /// Buffers text as UTF-8.
    public void write(String text) throws IOException {
        var octets = text.getBytes(StandardCharsets.UTF_8);
        write(octets, 0, octets.length);
    }

    public void write(byte[] octets, int from, int length) throws IOException { outlet.write(octets, from, length); }

    /// Sends what is buffered and gives the buffer up.
    public void flush() throws IOException { outlet.flush(); }

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
        outlet.begin();
        try {
            return transfer.to(channel.get());
        } finally {
            outlet.done();
        }
    }

    /// Server side of a TLS handshake: after a command (flush its answer first) or at once.
    ///
    /// @throws IllegalStateException input is buffered that came in clear: check [#hasInput] before agreeing to TLS
    /// @throws javax.net.ssl.SSLException the handshake failed; nothing can be said to the peer any more
    public SSLSession startTls(SSLContext context) throws IOException {
        var layered = layered(context, "");
        layered.setUseClientMode(false);
        return shakeHands(layered);
    }

    /// Client side of a TLS handshake, after a command was answered. What `context` trusts decides; whose certificate it is is for the caller to see.
    ///
    /// @param host what the server is called, told to it when it is a name (RFC 6066 §3)
    /// @throws IllegalStateException input is buffered that came in clear
    /// @throws IOException           the handshake failed; nothing can be said to the peer any more
    public SSLSession startTls(SSLContext context, String host) throws IOException {
        var layered = layered(context, host);
        layered.setUseClientMode(true);
        var parameters = layered.getSSLParameters();
        parameters.setServerNames(serverNames(host));
        layered.setSSLParameters(parameters);
        return shakeHands(layered);
    }

    private static List<SNIServerName> serverNames(String host) {
        try {
            return host.indexOf(':') >= 0 || host.matches("[0-9.]*") ? List.of() : List.of(new SNIHostName(host));
        } catch (IllegalArgumentException noHostName) {
            return List.of();
        }
    }

    private SSLSocket layered(SSLContext context, String host) throws IOException {
        if (hasInput()) throw new IllegalStateException("input in clear before TLS");      // RFC 3207 §5; CVE-2011-0411
        flush();
        return (SSLSocket) context.getSocketFactory().createSocket(new Carrier(socket, inlet), host, socket.getPort(), true);
    }

    private SSLSession shakeHands(SSLSocket layered) throws IOException {
        layered.setEnabledProtocols(PROTOCOLS);
        inlet.beginUnit();
        try {
            layered.startHandshake();
        } finally {
            inlet.relax();
        }
        inbound.from(layered.getInputStream());
        outlet.to(layered.getOutputStream());
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
    public Duration writeBlocked() { return outlet.blocked(); }

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
            inbound.drop(DRAINED_FAREWELL);
        } catch (IOException gone) {
            // the usual way out: the peer has closed, or had its second
        } finally {
            close();
        }
    }
}
