package org.posthouse.connector.smtp;

import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.nio.charset.StandardCharsets;

/// A client that follows a script: `C:` is sent as a line, `S:` is a regular expression for the next line. `S: END` expects the server to close.
final class Dialogue implements AutoCloseable {
    private static final int PATIENCE_MILLIS = 10_000;

    private final Socket socket;
    private final InputStream in;

    Dialogue(Socket socket) throws IOException {
        this.socket = socket;
        socket.setSoTimeout(PATIENCE_MILLIS);
        socket.setTcpNoDelay(true);
        in = new BufferedInputStream(socket.getInputStream());
    }

    Dialogue talk(String script) throws IOException {
        for (String step : script.lines().toList()) {
            var text = step.length() > 3 ? step.substring(3) : "";
            if (step.startsWith("C:")) send(text + "\r\n");
            else if (text.equals("END")) assertNull(line(), "the server should have closed");
            else expect(text);
        }
        return this;
    }

    /// The next line matches.
    Dialogue expect(String regex) throws IOException {
        var line = line();
        assertNotNull(line, () -> "closed instead of " + regex);
        assertTrue(line.matches(regex), () -> "got  " + line + "\nnot  " + regex);
        return this;
    }

    Dialogue send(String text) throws IOException { return send(text.getBytes(StandardCharsets.UTF_8)); }

    Dialogue send(byte[] octets) throws IOException {
        socket.getOutputStream().write(octets);
        socket.getOutputStream().flush();
        return this;
    }

    /// The next line without its CRLF; null at the end.
    String line() throws IOException {
        var line = new ByteArrayOutputStream();
        for (int octet; (octet = in.read()) >= 0; line.write(octet)) {
            if (octet != '\n') continue;
            var text = line.toString(StandardCharsets.UTF_8);
            assertTrue(text.endsWith("\r"), "lines end in CRLF");
            return text.substring(0, text.length() - 1);
        }
        return line.size() == 0 ? null : line.toString(StandardCharsets.UTF_8);
    }

    Socket socket() { return socket; }

    @Override public void close() throws IOException { socket.close(); }
}
