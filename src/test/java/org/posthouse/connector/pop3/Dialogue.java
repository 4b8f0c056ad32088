package org.posthouse.connector.pop3;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.nio.charset.StandardCharsets;

/// A client that follows a script: `C:` is sent, `S:` is a regular expression for the next line. `S: END` expects the server to close.
final class Dialogue implements AutoCloseable {
    private static final int PATIENCE_MILLIS = 10_000;

    private final Socket socket;
    private final InputStream in;

    Dialogue(int port) throws IOException { this(new Socket("127.0.0.1", port)); }

    Dialogue(Socket socket) throws IOException {
        this.socket = socket;
        socket.setSoTimeout(PATIENCE_MILLIS);
        in = new BufferedInputStream(socket.getInputStream());
    }

    Dialogue talk(String script) throws IOException {
        for (String step : script.lines().toList()) {
            var text = step.length() > 3 ? step.substring(3) : "";
            if (step.startsWith("C:")) send(text + "\r\n");
            else if (text.equals("END")) assertEquals(null, line(), "the server should have closed");
            else {
                var line = line();
                assertNotNull(line, () -> "closed instead of " + text);
                assertTrue(line.matches(text), () -> "got  " + line + "\nnot  " + text);
            }
        }
        return this;
    }

    void send(String text) throws IOException {
        socket.getOutputStream().write(text.getBytes(StandardCharsets.UTF_8));
        socket.getOutputStream().flush();
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

    /// Octets up to and with the line of the final dot, as they came.
    byte[] multiLine() throws IOException {
        var all = new ByteArrayOutputStream();
        for (int octet, state = 2; (octet = in.read()) >= 0; ) {
            all.write(octet);
            state = switch (octet) {
                case '\r' -> state == 3 ? 4 : 1;
                case '\n' -> state == 4 ? 5 : state == 1 ? 2 : 0;
                case '.' -> state == 2 ? 3 : 0;
                default -> 0;
            };
            if (state == 5) return all.toByteArray();
        }
        throw new AssertionError("closed before the final dot");
    }

    /// Skips `octets`.
    void skip(long octets) throws IOException { in.skipNBytes(octets); }

    Socket socket() { return socket; }

    @Override public void close() throws IOException { socket.close(); }
}
