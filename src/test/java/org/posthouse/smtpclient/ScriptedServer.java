package org.posthouse.smtpclient;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;
import org.posthouse.routing.Server;

/// A server on a free port of loopback that plays a script, one connection after the other, parted by lines of `----`:
///
/// - `S: text` says a line; `S. text` without CRLF, `\n` in it being an LF; `S* text` again and again until the client has gone
/// - `C: pattern` waits for a line that matches; QUIT is answered by itself
/// - `BODY` reads a message up to its dot and keeps it
/// - `TLS` takes a handshake; `NOTLS` answers one with something else
/// - `CLOSE` ends the connection, `RESET` breaks it, `SILENT` does nothing until the client has gone; `DRIP text` says it octet by octet
///
/// At the end of a part it waits until the client has gone.
public final class ScriptedServer implements AutoCloseable {
    private final ServerSocket listener;
    private final CompletableFuture<Void> played = new CompletableFuture<>();
    public final List<String> bodies = new ArrayList<>();
    public final List<String> heard = new ArrayList<>();

    public ScriptedServer(String script) { this(script, null); }

    /// @param context for TLS, with a certificate
    public ScriptedServer(String script, SSLContext context) {
        try {
            listener = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
        Thread.ofVirtual().start(() -> {
            try {
                for (var part : script.split("(?m)^\\s*----\\s*$")) play(part.strip().lines().map(String::strip).toList(), context);
                played.complete(null);
            } catch (IOException | RuntimeException | AssertionError failed) {
                played.completeExceptionally(failed);
            }
        });
    }

    /// Under its name for certificates and remarks.
    public Server server(String host) { return new Server(InetAddress.getLoopbackAddress(), host, listener.getLocalPort()); }

    public int port() { return listener.getLocalPort(); }

    /// Everything went as the script has it.
    public void played() {
        try {
            played.get(10, TimeUnit.SECONDS);
        } catch (ExecutionException wrong) {
            throw new AssertionError(wrong.getCause().toString(), wrong.getCause());
        } catch (InterruptedException | TimeoutException e) {
            throw new AssertionError("the script is not at its end; heard: " + heard, e);
        }
    }

    private void play(List<String> script, SSLContext context) throws IOException {
        Socket socket = listener.accept();
        try {
            socket.setSoTimeout(10_000);
            InputStream in = new BufferedInputStream(socket.getInputStream());
            for (var line : script) {
                var text = line.length() > 3 ? line.substring(3) : "";
                switch (line.split("[ :.*]")[0]) {
                    case "S" -> say(socket, line.charAt(1), text);
                    case "C" -> {
                        hear(in, text);
                        if (heard.getLast().equals("QUIT")) {
                            say(socket, ':', "221 bye");
                            socket.close();
                        }
                    }
                    case "BODY" -> bodies.add(body(in));
                    case "TLS" -> {
                        socket = tls(socket, context);                  // the client waits for the go-ahead, so nothing is buffered
                        in = new BufferedInputStream(socket.getInputStream());
                    }
                    case "NOTLS" -> {
                        socket.getInputStream().read(new byte[1000]);
                        socket.getOutputStream().write("what?\r\n".getBytes(StandardCharsets.US_ASCII));
                        socket.close();
                    }
                    case "CLOSE" -> socket.close();
                    case "RESET" -> {
                        socket.setSoLinger(true, 0);
                        socket.close();
                    }
                    case "SILENT" -> { }
                    case "DRIP" -> drip(socket, line.substring(5));
                    default -> throw new AssertionError("no script: " + line);
                }
                if (socket.isClosed()) return;
            }
            gone(socket);
        } finally {
            socket.close();
        }
    }

    private static void say(Socket socket, char how, String text) throws IOException {
        var octets = (how == '.' ? text.replace("\\n", "\n") : text + "\r\n").getBytes(StandardCharsets.ISO_8859_1);
        try {
            do socket.getOutputStream().write(octets);
            while (how == '*');
        } catch (IOException left) {
            if (how != '*') throw left;
        }
    }

    private static void drip(Socket socket, String text) {
        try {
            for (byte octet : text.getBytes(StandardCharsets.US_ASCII)) {
                socket.getOutputStream().write(octet);
                Thread.sleep(50);
            }
        } catch (IOException | InterruptedException left) {
            // it had enough
        }
    }

    private void hear(InputStream in, String pattern) throws IOException {
        var line = line(in);
        heard.add(line);
        if (!line.matches(pattern)) throw new AssertionError("expected " + pattern + ", heard " + line);
    }

    private static String line(InputStream in) throws IOException {
        var line = new StringBuilder();
        while (line.length() < 2 || line.charAt(line.length() - 1) != '\n') {
            int octet = in.read();
            if (octet < 0) throw new AssertionError("the client has gone; so far it said: " + line);
            line.append((char) octet);
        }
        return new String(line.substring(0, line.length() - 2).getBytes(StandardCharsets.ISO_8859_1), StandardCharsets.UTF_8);
    }

    private static String body(InputStream in) throws IOException {
        var body = new StringBuilder();
        for (var line = line(in); !line.equals("."); line = line(in)) body.append(line).append("\n");
        return body.toString();
    }

    private static Socket tls(Socket socket, SSLContext context) throws IOException {
        var layered = (SSLSocket) context.getSocketFactory().createSocket(socket, null, socket.getPort(), true);
        layered.setUseClientMode(false);
        layered.startHandshake();
        return layered;
    }

    private static void gone(Socket socket) {
        try {
            while (socket.getInputStream().read(new byte[1000]) >= 0);
        } catch (IOException broken) {
            // gone as well
        }
    }

    @Override public void close() throws IOException { listener.close(); }
}
