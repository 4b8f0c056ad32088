package org.posthouse.scenario;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.UnaryOperator;

/// A mail server that behaves as told: an answer for each command, or none and the end of the connection.
final class OddServer implements AutoCloseable {
    /// Ends the connection without a word.
    static final String HANG_UP = "";

    private final ServerSocket listener;
    private final UnaryOperator<String> answers;
    private final ConcurrentLinkedQueue<String> taken = new ConcurrentLinkedQueue<>();
    private final AtomicInteger connections = new AtomicInteger();
    private final AtomicInteger open = new AtomicInteger();

    /// @param answers to a command line, `.` for the end of data, `` (empty) for the greeting; null for the usual answer
    OddServer(String address, int port, UnaryOperator<String> answers) throws IOException {
        this.answers = answers;
        listener = new ServerSocket();
        listener.setReuseAddress(true);
        listener.bind(new java.net.InetSocketAddress(InetAddress.ofLiteral(address), port), 200);
        Thread.ofVirtual().start(this::accept);
    }

    private void accept() {
        try {
            while (true) {
                var socket = listener.accept();
                connections.incrementAndGet();
                Thread.ofVirtual().start(() -> serve(socket));
            }
        } catch (IOException closed) {
            // the test is over
        }
    }

    private void serve(Socket socket) {
        open.incrementAndGet();
        try (socket; var in = new BufferedInputStream(socket.getInputStream())) {
            var out = socket.getOutputStream();
            boolean data = false;
            var message = new StringBuilder();
            for (String line = ""; line != null; line = line(in)) {
                if (data && !line.equals(".")) {
                    message.append(line).append("\r\n");
                    continue;
                }
                var answer = answer(line);
                if (answer.equals(HANG_UP)) return;
                if (data && answer.startsWith("250")) taken.add(message.toString());
                data = line.equalsIgnoreCase("DATA") && answer.startsWith("354");
                if (data) message.setLength(0);
                out.write((answer + "\r\n").getBytes(StandardCharsets.US_ASCII));
                out.flush();
                if (line.equalsIgnoreCase("QUIT")) return;
            }
        } catch (IOException gone) {
            // as it comes
        } finally {
            open.decrementAndGet();
        }
    }

    private String answer(String line) {
        var odd = answers.apply(line);
        if (odd != null) return odd;
        var verb = line.toUpperCase(java.util.Locale.ROOT);
        if (line.isEmpty()) return "220 mx.odd.test ESMTP";
        if (verb.startsWith("EHLO")) return "250-mx.odd.test\r\n250-PIPELINING\r\n250-8BITMIME\r\n250 ENHANCEDSTATUSCODES";
        if (verb.equals("DATA")) return "354 go on";
        if (verb.equals("QUIT")) return "221 bye";
        return "250 2.0.0 ok";
    }

    private static String line(BufferedInputStream in) throws IOException {
        var line = new ByteArrayOutputStream();
        for (int octet; (octet = in.read()) >= 0; ) {
            if (octet == '\n') return line.toString(StandardCharsets.ISO_8859_1).stripTrailing();
            line.write(octet);
        }
        return null;
    }

    /// Messages that it said 250 to.
    List<String> taken() { return List.copyOf(taken); }

    /// Since it was started.
    int connections() { return connections.get(); }

    int openConnections() { return open.get(); }

    @Override public void close() throws IOException { listener.close(); }
}
