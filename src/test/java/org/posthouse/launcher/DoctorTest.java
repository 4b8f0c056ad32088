package org.posthouse.launcher;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.posthouse.certificate.TestAuthority;
import org.posthouse.dns.TestNameServer;

/// Every check fails once, and says what to do.
class DoctorTest {
    private static final Instant NOON = Instant.parse("2026-11-22T12:00:00Z");
    private static final String ZONE = """
            example.test.            300 IN SOA ns.example.test. root.example.test. 1 2 3 4 5
            mail.example.test.       300 IN A 192.0.2.1
            alien.example.test.      300 IN A 192.0.2.2
            nowhere.example.test.    300 IN A 192.0.2.3
            1.2.0.192.in-addr.arpa.  300 IN PTR mail.example.test.
            2.2.0.192.in-addr.arpa.  300 IN PTR customer-2.provider.test.
            good.test.               300 IN MX 10 mail.example.test.
            good.test.               300 IN TXT "v=spf1 mx -all"
            away.test.               300 IN MX 10 elsewhere.test.
            away.test.               300 IN TXT "v=spf1 mx -all"
            away.test.               300 IN TXT "v=spf1 a -all"
            """;

    @TempDir Path home;

    private Settings settings(Map<String, String> more) {
        var environment = new HashMap<>(Map.of("POSTHOUSE_HOME", home.toString(), "POSTHOUSE_HOSTNAME", "mail.example.test", "POSTHOUSE_RESOLVERS", "127.0.0.1:1"));
        for (var service : Settings.SERVICES.keySet()) environment.put(Settings.environmentName("posthouse." + service + ".port"), "-1");
        environment.putAll(more);
        return Settings.read(new Properties(), environment);
    }

    private static void says(List<Doctor.Line> lines, Doctor.Look look, String what, String sentence) {
        assertTrue(lines.stream().anyMatch(line -> line.look() == look && line.what().equals(what) && Pattern.compile(sentence).matcher(line.sentence()).find()), look + " " + what + " " + sentence + " is not in " + lines);
        for (var line : lines) assertTrue(line.sentence().endsWith("."), line.toString());
    }

    record Case(Doctor.Line line, Doctor.Look look, String sentence) {
        @Override public String toString() { return line.what() + " " + look; }
    }

    static Stream<Case> facts() {
        return Stream.of(
                new Case(Doctor.room(2L << 30, 100L << 30), Doctor.Look.OK, "2048 MB free"),
                new Case(Doctor.room(700L << 20, 100L << 30), Doctor.Look.WARNING, "700 MB free; mail is refused below 512 MB: make room"),
                new Case(Doctor.room(100L << 20, 100L << 30), Doctor.Look.PROBLEM, "no mail is taken below 512 MB; make room or give the home a larger disk"),
                new Case(Doctor.sync(Duration.ofMillis(2)), Doctor.Look.OK, "2.0 ms"),
                new Case(Doctor.sync(Duration.ofMillis(80)), Doctor.Look.WARNING, "use an SSD, or a controller with a battery"),
                new Case(Doctor.sync(Duration.ofNanos(900)), Doctor.Look.WARNING, "look whether the home is in memory"),
                new Case(Doctor.clock(NOON, NOON.minusSeconds(60), true), Doctor.Look.OK, "kept by a time service"),
                new Case(Doctor.clock(NOON, NOON.minusSeconds(60), false), Doctor.Look.WARNING, "install chrony or systemd-timesyncd"),
                new Case(Doctor.clock(Instant.EPOCH, NOON, true), Doctor.Look.PROBLEM, "set the clock"));
    }

    @ParameterizedTest @MethodSource("facts") void whatIsMeasuredIsJudged(Case each) {
        assertEquals(each.look, each.line.look());
        assertTrue(each.line.sentence().contains(each.sentence), each.line.sentence());
    }

    @Test void aCertificateIsForThisNameAndThisTimeAndTrusted() throws Exception {
        var authority = new TestAuthority();
        var good = authority.issue(NOON.plus(Duration.ofDays(60)), "mail.example.test").certificate();
        says(Doctor.certificate(good, "mail.example.test", NOON), Doctor.Look.OK, "certificate", "For mail.example.test, good until");
        says(Doctor.certificate(good, "mail.example.test", NOON.plus(Duration.ofDays(50))), Doctor.Look.WARNING, "certificate", "It ends on .*renew it");
        says(Doctor.certificate(good, "mail.example.test", NOON.plus(Duration.ofDays(61))), Doctor.Look.PROBLEM, "certificate", "It ended on .*renew it");
        says(Doctor.certificate(good, "other.example.test", NOON), Doctor.Look.WARNING, "certificate", "for mail.example.test and not for other.example.test.*get one");
        says(Doctor.certificate(authority.root, "mail.example.test", NOON), Doctor.Look.WARNING, "certificate", "the house's own, which nobody trusts; get one");
        var star = authority.issue(NOON.plus(Duration.ofDays(60)), "*.Example.test").certificate();
        assertEquals(Doctor.Look.OK, Doctor.certificate(star, "mail.example.test", NOON).getFirst().look());
        assertEquals(Doctor.Look.WARNING, Doctor.certificate(star, "deep.mail.example.test", NOON).getFirst().look());
    }

    @Test void theHomeIsItsOwnersAlone() throws Exception {
        Files.setPosixFilePermissions(home, PosixFilePermissions.fromString("rwx------"));
        Files.createDirectory(home.resolve("store"), PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwxr-xr-x")));
        says(Doctor.lines(settings(Map.of())), Doctor.Look.PROBLEM, "modes", "store is open to others; do 'chmod go= .*store'");
        Files.setPosixFilePermissions(home.resolve("store"), PosixFilePermissions.fromString("rwx------"));
        says(Doctor.lines(settings(Map.of())), Doctor.Look.OK, "owner", "belongs to .* alone");
        try {
            Files.setAttribute(home.resolve("store"), "unix:uid", 54321);
        } catch (IOException notRoot) {
            return;
        }
        says(Doctor.lines(settings(Map.of())), Doctor.Look.PROBLEM, "owner", "store belongs to 54321 and not to .*; do 'chown -R");
        says(Doctor.lines(settings(Map.of("POSTHOUSE_HOME", home.resolve("none").toString()))), Doctor.Look.WARNING, "home", "is not there yet; the first start makes it");
    }

    @Test void portsAreFreeBeforeTheStartAndAnswerBehindIt() throws Exception {
        int port;
        try (var taken = new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1"))) {
            port = taken.getLocalPort();
            says(Doctor.lines(settings(Map.of("POSTHOUSE_SMTP_PORT", Integer.toString(port)))), Doctor.Look.PROBLEM, "ports", port + ".*'ss -ltnp' shows who holds it");
        }
        Files.writeString(home.resolve("ports.properties"), "smtp=" + port + "\n");
        try (var lock = FileChannel.open(home.resolve("posthouse.lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE); var _ = lock.lock()) {
            var lines = Doctor.lines(settings(Map.of()));
            says(lines, Doctor.Look.PROBLEM, "ports", "Nobody answers at smtp on " + port + "; look into the log, then start the house anew");
            says(lines, Doctor.Look.WARNING, "ports", "listens for this machine alone; set posthouse.bind");
            says(lines, Doctor.Look.WARNING, "certificate", "No service with TLS");
        }
    }

    @Test void namesLeadHereAndBack() {
        try (var server = new TestNameServer(ZONE)) {
            says(dns(server, "mail.example.test", "good.test"), Doctor.Look.OK, "dns", "Mail for good.test comes here");
            says(dns(server, "mail.example.test", "away.test"), Doctor.Look.WARNING, "dns", "goes to elsewhere.test and not to mail.example.test");
            says(dns(server, "mail.example.test", "away.test"), Doctor.Look.PROBLEM, "dns", "has 2 SPF records.*leave one");
            says(dns(server, "mail.example.test", "none.test"), Doctor.Look.PROBLEM, "dns", "none.test has no mail exchanger \\(MX\\); enter 'none.test. MX 10 mail.example.test.'");
            says(dns(server, "mail.example.test", "none.test"), Doctor.Look.WARNING, "dns", "enter the TXT record 'v=spf1 mx -all'");
            says(dns(server, "alien.example.test", "good.test"), Doctor.Look.WARNING, "dns", "leads back to customer-2.provider.test and not to alien.example.test");
            says(dns(server, "nowhere.example.test", "good.test"), Doctor.Look.WARNING, "dns", "leads back to no name \\(PTR\\)");
            says(dns(server, "unknown.example.test", "good.test"), Doctor.Look.PROBLEM, "dns", "unknown.example.test has no address");
            says(dns(server, "short", "good.test"), Doctor.Look.PROBLEM, "dns", "set posthouse.hostname");
        }
        says(Doctor.lines(settings(Map.of())), Doctor.Look.PROBLEM, "dns", "The name servers do not answer.*Look at posthouse.resolvers and /etc/resolv.conf");
    }

    private List<Doctor.Line> dns(TestNameServer server, String name, String domain) {
        return Doctor.lines(settings(Map.of("POSTHOUSE_RESOLVERS", server.address(), "POSTHOUSE_HOSTNAME", name, "POSTHOUSE_DOMAIN", domain)));
    }
}
