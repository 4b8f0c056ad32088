package org.posthouse.scenario;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.posthouse.blackbox.Await;

/// A whole Postfix with a configuration, queue and mailboxes of its own.
///
/// It takes mail for every domain it was given and any local part, into one Maildir, except for two names: `later@` gets 451, `never@` 550.
final class Postfix implements AutoCloseable {
    static final Path PROGRAM = Path.of("/usr/sbin/postfix");
    private static final Duration PATIENCE = Duration.ofSeconds(20);
    private static final String MASTER = """
            %s:%d inet n - n - - smtpd
            pickup unix n - n 60 1 pickup
            cleanup unix n - n - 0 cleanup
            qmgr unix n - n 1 1 qmgr
            rewrite unix - - n - - trivial-rewrite
            bounce unix - - n - 0 bounce
            defer unix - - n - 0 bounce
            trace unix - - n - 0 bounce
            verify unix - - n - 1 verify
            flush unix n - n 1000? 0 flush
            smtp unix - - n - - smtp
            relay unix - - n - - smtp
            error unix - - n - - error
            retry unix - - n - - error
            discard unix - - n - - discard
            virtual unix - n n - - virtual
            anvil unix - - n - 1 anvil
            scache unix - - n - 1 scache
            tlsmgr unix - - n 1000? 1 tlsmgr
            postlog unix-dgram n - n - 1 postlogd
            """;

    private final Path folder;
    private final String address;
    private final int port;

    /// @param domains  it is the end of the way for these
    /// @param settings more lines of main.cf
    Postfix(Path folder, String address, int port, List<String> domains, Map<String, String> settings) throws Exception {
        this.folder = folder;
        this.address = address;
        this.port = port;
        var etc = Files.createDirectories(folder.resolve("etc"));
        for (var part : List.of("spool", "data", "mail")) Files.createDirectories(folder.resolve(part));
        run("chown", "postfix:postfix", folder.resolve("data").toString(), folder.resolve("mail").toString());
        var main = new ArrayList<>(List.of("compatibility_level = 3.6", "queue_directory = " + folder.resolve("spool"), "data_directory = " + folder.resolve("data"),
                "daemon_directory = /usr/lib/postfix/sbin", "command_directory = /usr/sbin", "mail_owner = postfix", "setgid_group = postdrop",
                "maillog_file = " + folder.resolve("log"), "maillog_file_prefixes = " + folder, "myhostname = postfix.test", "mydestination =", "inet_interfaces = loopback-only", "inet_protocols = ipv4",
                "smtp_bind_address = " + address, "alias_maps =", "alias_database =", "local_recipient_maps =", "biff = no",
                "virtual_mailbox_domains = " + String.join(", ", domains), "virtual_mailbox_base = " + folder.resolve("mail"), "virtual_mailbox_maps = static:all/",
                "virtual_uid_maps = static:" + id("-u"), "virtual_gid_maps = static:" + id("-g"), "virtual_minimum_uid = 1", "mynetworks = 127.0.0.250/32",
                "smtpd_recipient_restrictions = check_recipient_access regexp:" + etc.resolve("moods"), "smtpd_relay_restrictions = permit_mynetworks, reject_unauth_destination",
                "smtpd_peername_lookup = no", "smtp_host_lookup = native", "disable_dns_lookups = yes", "minimal_backoff_time = 2s", "queue_run_delay = 2s", "maximal_backoff_time = 4s"));
        settings.forEach((name, value) -> main.add(name + " = " + value));
        Files.write(etc.resolve("main.cf"), main);
        Files.writeString(etc.resolve("moods"), "/^later@/ 451 4.2.1 Come back later\n/^never@/ 550 5.1.1 Nobody of that name\n");
        Files.writeString(etc.resolve("master.cf"), MASTER.formatted(address, port));
        for (var file : List.of("postfix-files", "dynamicmaps.cf")) if (Files.exists(Path.of("/etc/postfix", file))) Files.copy(Path.of("/etc/postfix", file), etc.resolve(file));
        run(PROGRAM.toString(), "-c", etc.toString(), "start");
        Await.until(PATIENCE, this::story, this::listens, yes -> yes);
    }

    /// A folder that Postfix's own user can reach, whatever the tests' folder allows.
    static Path folder(String name) throws IOException {
        var folder = Files.createTempDirectory("posthouse-" + name);
        Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwxr-xr-x"));
        return folder;
    }

    private static String id(String flag) throws Exception {
        var process = new ProcessBuilder("id", flag, "postfix").start();
        return new String(process.getInputStream().readAllBytes(), StandardCharsets.US_ASCII).strip();
    }

    private void run(String... command) throws Exception {
        var out = folder.resolve("commands");
        var process = new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(ProcessBuilder.Redirect.appendTo(out.toFile())).start();
        if (!process.waitFor(20, TimeUnit.SECONDS) || process.exitValue() != 0) throw new AssertionError(String.join(" ", command) + ": " + Files.readString(out) + story());
    }

    private boolean listens() {
        try (var socket = new Socket()) {
            socket.connect(new InetSocketAddress(address, port), 500);
            return true;
        } catch (IOException _) {
            return false;
        }
    }

    /// Everything that was delivered to one address, in no order.
    List<String> mail(String to) throws IOException {
        var box = folder.resolve("mail/all/new");
        if (!Files.isDirectory(box)) return List.of();
        try (var files = Files.list(box)) {
            var all = new ArrayList<String>();
            for (var file : files.toList()) {
                var message = Files.readString(file, StandardCharsets.ISO_8859_1);
                if (message.contains("\nDelivered-To: " + to + "\n")) all.add(message);
            }
            return all;
        }
    }

    /// Another process hands a message in, as a program on that machine would.
    void sendmail(String from, String to, String message) throws Exception {
        var process = new ProcessBuilder("/usr/sbin/sendmail", "-C", folder.resolve("etc").toString(), "-i", "-f", from, to).redirectErrorStream(true).start();
        try (var in = process.getOutputStream()) {
            in.write(message.getBytes(StandardCharsets.UTF_8));
        }
        var said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        if (!process.waitFor(20, TimeUnit.SECONDS) || process.exitValue() != 0) throw new AssertionError("sendmail: " + said);
    }

    String story() {
        try {
            var log = folder.resolve("log");
            return Files.exists(log) ? "postfix:\n" + Files.readString(log, StandardCharsets.ISO_8859_1) : "postfix has no log";
        } catch (IOException failed) {
            return failed.toString();
        }
    }

    void stop() throws Exception { run(PROGRAM.toString(), "-c", folder.resolve("etc").toString(), "stop"); }

    void start() throws Exception {
        run(PROGRAM.toString(), "-c", folder.resolve("etc").toString(), "start");
        Await.until(PATIENCE, this::story, this::listens, yes -> yes);
    }

    @Override public void close() throws Exception {
        stop();
        run("rm", "-rf", folder.resolve("spool").toString(), folder.resolve("mail").toString());
        new ProcessBuilder("rm", "-rf", folder.toString()).start().waitFor();
    }
}
