package org.posthouse.collecting;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Collectors;

/// A provider with one mailbox, `jane`, password `secret word`, by POP3 and by IMAP; drops the line when it is told to.
final class FakeProvider implements AutoCloseable {
    /// By number, 1 upwards; names and UIDs are `u7` and 7.
    final Map<Integer, String> messages = new ConcurrentSkipListMap<>();
    final List<String> commands = new CopyOnWriteArrayList<>();
    /// The connection ends instead of an answer to a command that begins so; empty for none.
    volatile String dropsAt = "";
    /// Sent instead of the answer to a command that begins so.
    volatile Map<String, String> answers = Map.of();
    private final ServerSocket pop3 = new ServerSocket(0, 50, InetAddress.ofLiteral("127.0.0.1"));
    private final ServerSocket imap = new ServerSocket(0, 50, InetAddress.ofLiteral("127.0.0.1"));

    private interface Serving {
        void serve(BufferedReader in, OutputStream out) throws IOException;
    }

    FakeProvider() throws IOException {
        listen(pop3, this::pop3);
        listen(imap, this::imap);
    }

    int port(CollectPlan.Kind kind) { return (kind == CollectPlan.Kind.POP3 ? pop3 : imap).getLocalPort(); }

    private void listen(ServerSocket server, Serving serving) {
        Thread.ofVirtual().start(() -> {
            while (!server.isClosed()) {
                try {
                    var socket = server.accept();
                    Thread.ofVirtual().start(() -> talk(socket, serving));
                } catch (IOException closed) {
                    return;
                }
            }
        });
    }

    private static void talk(Socket socket, Serving serving) {
        try (socket) {
            serving.serve(new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.ISO_8859_1)), socket.getOutputStream());
        } catch (IOException gone) {
            // the other side has hung up
        }
    }

    /// @return null when the line is to be dropped
    private String next(BufferedReader in, OutputStream out, String command) throws IOException {
        for (var line = in.readLine(); line != null; line = in.readLine()) {
            commands.add(line);
            var verb = command.isEmpty() ? line : line.substring(line.indexOf(' ') + 1);
            if (!dropsAt.isEmpty() && verb.startsWith(dropsAt)) return null;
            var instead = answers.entrySet().stream().filter(each -> verb.startsWith(each.getKey())).map(Map.Entry::getValue).findFirst();
            if (instead.isEmpty()) return line;
            write(out, instead.get().replace("TAG", line.split(" ")[0]));
        }
        return null;
    }

    private static void write(OutputStream out, String text) throws IOException {
        out.write(text.getBytes(StandardCharsets.ISO_8859_1));
        out.flush();
    }

    private void pop3(BufferedReader in, OutputStream out) throws IOException {
        var there = new TreeMap<>(messages);
        var going = new ArrayList<Integer>();
        write(out, "+OK ready\r\n");
        for (var line = next(in, out, ""); line != null; line = next(in, out, "")) {
            var words = line.split(" ", 2);
            switch (words[0]) {
                case "USER" -> write(out, "+OK\r\n");
                case "PASS" -> write(out, words[1].equals("secret word") ? "+OK\r\n" : "-ERR [AUTH] no\r\n");
                case "LIST" -> write(out, "+OK\r\n" + there.entrySet().stream().map(m -> m.getKey() + " " + m.getValue().length() + "\r\n").collect(Collectors.joining()) + ".\r\n");
                case "UIDL" -> write(out, "+OK\r\n" + there.keySet().stream().map(m -> m + " u" + m + "\r\n").collect(Collectors.joining()) + ".\r\n");
                case "RETR" -> {
                    write(out, "+OK\r\n" + there.get(Integer.valueOf(words[1])).replace("\r\n.", "\r\n..") + ".\r\n");
                }
                case "DELE" -> {
                    going.add(Integer.valueOf(words[1]));
                    write(out, "+OK\r\n");
                }
                case "QUIT" -> {
                    going.forEach(messages::remove);
                    write(out, "+OK\r\n");
                    return;
                }
                default -> write(out, "-ERR what?\r\n");
            }
        }
    }

    private void imap(BufferedReader in, OutputStream out) throws IOException {
        var going = new ArrayList<Integer>();
        write(out, "* OK ready\r\n");
        for (var line = next(in, out, "tagged"); line != null; line = next(in, out, "tagged")) {
            var words = line.split(" ", 3);
            var ok = words[0] + " OK done\r\n";
            switch (words[1]) {
                case "CAPABILITY" -> write(out, "* CAPABILITY IMAP4rev1 UIDPLUS\r\n" + ok);
                case "LOGIN" -> write(out, words[2].equals("\"jane\" \"secret word\"") ? ok : words[0] + " NO [AUTHENTICATIONFAILED] no\r\n");
                case "SELECT" -> write(out, words[2].equals("\"INBOX\"") ? "* " + messages.size() + " EXISTS\r\n* OK [UIDVALIDITY 77] valid\r\n" + ok : words[0] + " NO no such mailbox\r\n");
                case "LOGOUT" -> {
                    write(out, "* BYE\r\n" + ok);
                    return;
                }
                case "UID" -> uid(words[2], going, out, ok);
                default -> write(out, words[0] + " BAD what?\r\n");
            }
        }
    }

    private void uid(String command, List<Integer> going, OutputStream out, String ok) throws IOException {
        var words = command.split(" ", 3);
        if (words[0].equals("FETCH") && words[1].equals("1:*")) {
            write(out, messages.entrySet().stream().map(m -> "* " + m.getKey() + " FETCH (UID " + m.getKey() + " RFC822.SIZE " + m.getValue().length() + " FLAGS (\\Seen))\r\n").collect(Collectors.joining()) + ok);
        } else if (words[0].equals("FETCH")) {
            var text = messages.get(Integer.valueOf(words[1]));
            write(out, (text == null ? "" : "* 1 FETCH (UID " + words[1] + " BODY[] {" + text.length() + "}\r\n" + text + ")\r\n") + ok);
        } else if (words[0].equals("STORE")) {
            for (var uid : words[1].split(",")) going.add(Integer.valueOf(uid));
            write(out, ok);
        } else {
            going.forEach(messages::remove);
            write(out, ok);
        }
    }

    @Override public void close() throws IOException {
        pop3.close();
        imap.close();
    }
}
