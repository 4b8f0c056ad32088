package org.posthouse.launcher;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.SecureRandom;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Base64;
import java.util.HexFormat;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Properties;
import java.util.Set;
import javax.net.ssl.SSLSocket;

/// `posthouse selftest`: an account for a minute, a message to it through every service that takes mail, and each of them fetched again.
final class SelfTest {
    private static final int PATIENCE_MILLIS = 15_000;
    private static final int TRIES = 60;

    private final HouseApi house;
    private final String host;
    private final Properties ports;
    private final String address;
    private final String password;
    private final Optional<Path> drop;
    private final Set<String> sent = new LinkedHashSet<>();
    private boolean failed;

    private SelfTest(HouseApi house, String host, Properties ports, String address, String password, Optional<Path> drop) {
        this.drop = drop;
        this.house = house;
        this.host = host;
        this.ports = ports;
        this.address = address;
        this.password = password;
    }

    static Exit run(List<String> given) {
        var arguments = new Arguments(given, Set.of(), Set.of());
        arguments.done();
        var settings = Settings.read();
        var house = HouseApi.local(settings);
        var ports = new Properties();
        try (var in = Files.newBufferedReader(settings.home().resolve(Ready.PORTS))) {
            ports.load(in);
        } catch (IOException unreadable) {
            throw new CannotStart(Exit.FAULT, "The ports cannot be read: " + unreadable.getMessage(), unreadable);
        }
        var domains = house.all("domains");
        if (domains.isEmpty()) throw new CannotStart(Exit.FAULT, "There is no mail domain yet; finish the set-up in a browser first.");
        var random = new byte[8];
        new SecureRandom().nextBytes(random);
        var name = "selftest-" + HexFormat.of().formatHex(random);
        var address = name + "@" + domains.getFirst().get("name");
        var password = HexFormat.of().formatHex(random) + "-Aa1." + name.length();
        var id = house.ask("POST", "accounts", HouseApi.fields("name", "Self-test", "addresses", List.of(address), "password", password)).object().get("id");
        try {
            var bind = settings.bind().getFirst();
            return new SelfTest(house, bind.isAnyLocalAddress() ? "127.0.0.1" : bind.getHostAddress(), ports, address, password, Optional.ofNullable(settings.values().get("posthouse.drop")).filter(text -> !text.isBlank()).map(Path::of)).all();
        } finally {
            house.call("DELETE", "accounts/" + id + "?purge=true", "", "");
        }
    }

    private interface Step {
        void run() throws Exception;
    }

    private Exit all() {
        step("smtp", () -> send("smtp", false, false));
        step("lmtp", () -> send("lmtp", false, false));
        step("submission", () -> send("submission", true, false));
        step("submissions", () -> send("submissions", true, true));
        drop.ifPresent(folder -> step("drop", () -> leave(folder)));
        step("pop3", () -> fetch("pop3", false));
        step("pop3s", () -> fetch("pop3s", true));
        step("finger", this::finger);
        step("http", () -> web(false));
        step("https", () -> web(true));
        if (failed) throw new CannotStart(Exit.FAULT, "Not everything works; 'posthouse doctor' and the log may say why.");
        if (port("pop3") < 0 && port("pop3s") < 0) return Posthouse.say("Everything that is on takes mail; whether it arrives is not known, since POP3 is off.");
        return Posthouse.say("Everything that is on works.");
    }

    private int port(String service) { return Integer.parseInt(ports.getProperty(service, "-1")); }

    private void step(String service, Step step) {
        if (!service.equals("drop") && port(service) < 0) {
            System.out.println("off      " + service);
            return;
        }
        try {
            step.run();
            System.out.println("ok       " + service);
        } catch (java.net.ConnectException none) {
            failed = true;
            System.out.println("problem  " + service + ": nobody answers on port " + port(service));
        } catch (java.net.SocketTimeoutException silent) {
            failed = true;
            System.out.println("problem  " + service + ": it said nothing for " + PATIENCE_MILLIS / 1000 + " seconds");
        } catch (Exception wrong) {
            failed = true;
            System.out.println("problem  " + service + ": " + (wrong.getMessage() == null ? wrong.toString() : wrong.getMessage().replaceAll("\\p{Cntrl}", " ")));
        }
    }

    private void send(String service, boolean signIn, boolean tls) throws Exception {
        var subject = "self-test " + service + " " + address.replaceFirst("@.*", "");
        try (var line = new Line(host, port(service), tls)) {
            line.expect("220");
            var hello = service.equals("lmtp") ? "LHLO" : "EHLO";
            line.say(hello + " localhost", "250");
            if (signIn && !tls) {
                line.say("STARTTLS", "220");
                line.secure();
                line.say(hello + " localhost", "250");
            }
            if (signIn) line.say("AUTH PLAIN " + Base64.getEncoder().encodeToString(("\0" + address + "\0" + password).getBytes(StandardCharsets.UTF_8)), "235");     // RFC 4616 §2
            line.say("MAIL FROM:<" + address + ">", "250");
            line.say("RCPT TO:<" + address + ">", "250");
            line.say("DATA", "354");
            line.say("From: <" + address + ">\r\nTo: <" + address + ">\r\nDate: " + ZonedDateTime.now(java.time.Clock.systemDefaultZone()).format(DateTimeFormatter.RFC_1123_DATE_TIME) + "\r\nMessage-ID: <" + service + "." + address + ">\r\nSubject: " + subject
                    + "\r\n\r\nThis house wrote to itself.\r\n.", "250");
            line.say("QUIT", "221");
        }
        sent.add(subject);
    }

    /// As /usr/sbin/sendmail leaves mail for a house that does not run (docs/reference/commands.md).
    private void leave(Path folder) throws IOException {
        var subject = "self-test drop " + address.replaceFirst("@.*", "");
        var draft = folder.resolve("." + address + ".new");
        if (!Files.isDirectory(folder)) throw new IOException(folder + " is not there; make it with 'install -d -m 1733 -o <the user of the house> " + folder + "'");
        try {
            Files.writeString(draft, "posthouse-drop 1\nsender " + address + "\nrecipient " + address + "\n\nFrom: <" + address + ">\nTo: <" + address + ">\nMessage-ID: <drop." + address + ">\nSubject: " + subject + "\n\nThis house wrote to itself.\n");
            Files.move(draft, folder.resolve(address + ".mail"), StandardCopyOption.ATOMIC_MOVE);
        } catch (java.nio.file.AccessDeniedException closed) {
            throw new IOException("nobody may write into " + folder + "; do 'chmod 1733 " + folder + "'", closed);
        }
        sent.add(subject);
    }

    private void fetch(String service, boolean tls) throws Exception {
        var missing = new LinkedHashSet<>(sent);
        for (int i = 0; i < TRIES && !missing.isEmpty(); i++) {
            missing = new LinkedHashSet<>(sent);
            try (var line = new Line(host, port(service), tls)) {
                line.expect("+OK");
                if (!tls) {
                    line.say("STLS", "+OK");
                    line.secure();
                }
                line.say("USER " + address, "+OK");
                line.say("PASS " + password, "+OK");
                int count = Integer.parseInt(line.say("STAT", "+OK").split(" ")[1]);
                for (int n = 1; n <= count; n++) for (var text : line.lines("RETR " + n)) if (text.startsWith("Subject: ")) missing.remove(text.substring(9));
                line.say("QUIT", "+OK");
            }
            if (!missing.isEmpty()) Thread.sleep(250);
        }
        if (!missing.isEmpty()) throw new IOException("did not arrive: " + String.join(", ", missing));
    }

    private void finger() throws Exception {
        try (var line = new Line(host, port("finger"), false)) {
            line.write(address + "\r\n");
            if (line.read() == null) throw new IOException("it said nothing");
        }
    }

    private void web(boolean tls) throws Exception {
        try (var line = new Line(host, port(tls ? "https" : "http"), tls)) {
            line.write("GET /health/ready HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n");
            line.expect("HTTP/1.1 200");
        }
    }

    /// One conversation in lines.
    private static final class Line implements AutoCloseable {
        private Socket socket;
        private BufferedReader in;

        Line(String host, int port, boolean tls) throws IOException {
            socket = new Socket(host, port);
            socket.setSoTimeout(PATIENCE_MILLIS);
            if (tls) secure();
            else in = new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.UTF_8));
        }

        void secure() throws IOException {
            var secured = (SSLSocket) AnyCertificate.context().getSocketFactory().createSocket(socket, "localhost", socket.getPort(), true);
            secured.startHandshake();
            socket = secured;
            in = new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.UTF_8));
        }

        void write(String text) throws IOException {
            socket.getOutputStream().write(text.getBytes(StandardCharsets.UTF_8));
            socket.getOutputStream().flush();
        }

        String read() throws IOException { return in.readLine(); }

        String say(String text, String wanted) throws IOException {
            write(text + "\r\n");
            return expect(wanted);
        }

        /// Reads on while a reply goes on (RFC 5321 §4.2.1).
        String expect(String wanted) throws IOException {
            var reply = read();
            while (reply != null && reply.matches("[0-9]{3}-.*")) reply = read();
            if (reply == null || !reply.startsWith(wanted)) throw new IOException("it said " + (reply == null ? "nothing" : "'" + reply + "'") + " where " + wanted + " was expected");
            return reply;
        }

        List<String> lines(String command) throws IOException {
            say(command, "+OK");
            var lines = new java.util.ArrayList<String>();
            for (var text = read(); text != null && !text.equals("."); text = read()) lines.add(text);
            return lines;
        }

        @Override public void close() throws IOException { socket.close(); }
    }
}
