package org.posthouse.blackbox;

import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.cert.X509Certificate;
import java.time.Duration;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManager;
import javax.net.ssl.X509TrustManager;

/// A raw socket that follows a script: `C:` is sent as a line, `S:` is a regular expression for the next line. `S: END` expects the server to close.
public final class Dialogue implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final Duration patience;
    private Socket socket;
    private InputStream in;

    public Dialogue(Socket socket) throws IOException { this(socket, PATIENCE); }

    /// @param patience how long an answer is waited for
    public Dialogue(Socket socket, Duration patience) throws IOException {
        this.patience = patience;
        use(socket);
    }

    private void use(Socket connected) throws IOException {
        socket = connected;
        socket.setSoTimeout((int) patience.toMillis());
        socket.setTcpNoDelay(true);
        in = new BufferedInputStream(socket.getInputStream(), 1 << 16);
    }

    public Dialogue talk(String script) throws IOException {
        for (var step : script.lines().toList()) {
            var text = step.length() > 3 ? step.substring(3) : "";
            if (step.startsWith("C:")) send(text + "\r\n");
            else if (text.equals("END")) assertNull(line(), "the server should have closed");
            else expect(text);
        }
        return this;
    }

    /// The next line, which must match.
    public String expect(String regex) throws IOException {
        var line = line();
        if (line == null) throw new EOFException("closed instead of " + regex);
        assertTrue(line.matches(regex), () -> "got  " + line + "\nnot  " + regex);
        return line;
    }

    /// Sends a command and reads its reply of one or more lines (SMTP).
    public String ask(String command) throws IOException {
        send(command + "\r\n");
        return reply();
    }

    /// The last line of the next SMTP reply.
    public String reply() throws IOException {
        for (String line; (line = line()) != null; ) if (line.length() < 4 || line.charAt(3) != '-') return line;
        throw new EOFException("closed instead of a reply");
    }

    public Dialogue send(String text) throws IOException { return send(text.getBytes(StandardCharsets.UTF_8)); }

    public Dialogue send(byte[] octets) throws IOException {
        socket.getOutputStream().write(octets);
        socket.getOutputStream().flush();
        return this;
    }

    /// The next line without its CRLF; null at the end.
    public String line() throws IOException {
        var line = new ByteArrayOutputStream();
        for (int octet; (octet = in.read()) >= 0; line.write(octet)) {
            if (octet != '\n') continue;
            var text = line.toString(StandardCharsets.UTF_8);
            assertTrue(text.endsWith("\r"), "lines end in CRLF");
            return text.substring(0, text.length() - 1);
        }
        if (line.size() > 0) throw new EOFException("closed in the middle of a line: " + line.toString(StandardCharsets.UTF_8));
        return null;
    }

    /// Exactly so many, whatever they are.
    public byte[] octets(int count) throws IOException {
        var octets = in.readNBytes(count);
        if (octets.length < count) throw new EOFException("closed after " + octets.length + " of " + count + " octets");
        return octets;
    }

    /// A POP3 multi-line response after its first line, without dot-stuffing and without the final dot (RFC 1939 §3).
    public byte[] multiLine() throws IOException {
        var all = new ByteArrayOutputStream();
        var line = new ByteArrayOutputStream();
        for (int octet; (octet = in.read()) >= 0; ) {
            line.write(octet);
            if (octet != '\n') continue;
            var octets = line.toByteArray();
            if (octets.length == 3 && octets[0] == '.') return all.toByteArray();
            int from = octets[0] == '.' ? 1 : 0;
            all.write(octets, from, octets.length - from);
            line.reset();
        }
        throw new EOFException("closed before the final dot");
    }

    /// Goes on under TLS, whoever's certificate it is.
    public Dialogue tls() throws IOException {
        try {
            var context = SSLContext.getInstance("TLS");
            context.init(null, new TrustManager[] {new Trusting()}, null);
            var secured = (SSLSocket) context.getSocketFactory().createSocket(socket, "127.0.0.1", socket.getPort(), true);
            secured.startHandshake();
            use(secured);
            return this;
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    /// A client that vanishes: the server sees a reset, not an orderly end.
    void vanish() throws IOException {
        socket.setSoLinger(true, 0);
        socket.close();
    }

    public Socket socket() { return socket; }

    @Override public void close() throws IOException { socket.close(); }

    private static final class Trusting implements X509TrustManager {
        @Override public void checkClientTrusted(X509Certificate[] chain, String type) { }

        @Override public void checkServerTrusted(X509Certificate[] chain, String type) { }

        @Override public X509Certificate[] getAcceptedIssuers() { return new X509Certificate[0]; }
    }
}
