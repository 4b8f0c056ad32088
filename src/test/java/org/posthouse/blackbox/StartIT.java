package org.posthouse.blackbox;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// The first start, starts that cannot be, and the `posthouse` command.
class StartIT {
    private final House house = Database.H2.own("start");

    @AfterEach void forget() { house.close(); }

    @ParameterizedTest(name = "{0}={1}")
    @CsvSource(delimiter = '|', value = {
        "POSTHOUSE_SMTP_PORT     | smtp              | posthouse.smtp.port",
        "POSTHOUSE_POP3_PORT     | 70000             | posthouse.pop3.port",
        "POSTHOUSE_HTTP_PORT     | -2                | posthouse.http.port",
        "POSTHOUSE_BIND          | everywhere        | posthouse.bind",
        "POSTHOUSE_BIND          | 127.0.0.1,300.1.1 | posthouse.bind",
        "POSTHOUSE_HOSTNAME      | bad_name!         | posthouse.hostname",
        "POSTHOUSE_DATABASE_URL  | oracle:thin       | posthouse.database.url",
    })
    void aBadSettingIsNamed(String name, String value, String named) throws Exception { assertEnds(2, house.set(Map.of(name, value)).command(), named); }

    @Test void aSettingThatDoesNotExistIsNamed() throws Exception {
        Files.createDirectories(house.home());
        Files.writeString(house.home().resolve("posthouse.properties"), "posthouse.smpt.port=2525\n");
        assertEnds(2, house.command(), "posthouse.smpt.port");
    }

    @Test void aPasswordThatIsTooShortIsNamed() throws Exception {
        assertEnds(2, house.set(Map.of("POSTHOUSE_POSTMASTER_PASSWORD", "abc")).command(), "posthouse.postmaster.password");
    }

    @Test void anUnknownCommandIsNamedAndHelpHelps() throws Exception {
        assertEnds(2, house.command("frobnicate"), "frobnicate");
        assertEnds(2, house.command("start", "now"), "takes nothing behind it");
        var help = house.command("help");
        assertEquals(0, help.exit());
        for (var command : new String[] {"start", "stop", "status"}) assertTrue(help.out().contains("posthouse " + command) || help.out().contains("[" + command + "]"), help.out());
    }

    @Test void aPortThatIsTakenIsNamed() throws Exception {
        try (var taken = new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1"))) {
            assertEnds(3, house.set(Map.of("POSTHOUSE_POP3_PORT", "" + taken.getLocalPort())).command(), "posthouse.pop3.port", "" + taken.getLocalPort());
        }
    }

    @Test void aSecondOneOnTheSameHomeIsRefusedAndTheFirstGoesOn() throws Exception {
        var first = Database.H2.shared();
        assertEnds(4, first.command(), first.home().toString(), "" + first.pid());
        assertEquals(200, first.api().get("/health/ready").status());
        assertTrue(Files.exists(first.home().resolve("ports.properties")));
    }

    @Test void aHomeThatIsAFileIsNamed() throws Exception {
        Files.writeString(house.home(), "");
        assertEnds(4, house.command(), house.home().toString());
    }

    @Test void aDatabaseThatIsNotThereIsNamed() throws Exception {
        int nobody;
        try (var free = new ServerSocket(0)) {
            nobody = free.getLocalPort();
        }
        assertEnds(4, house.set(Map.of("POSTHOUSE_DATABASE_URL", "jdbc:mysql://127.0.0.1:" + nobody + "/posthouse")).command(), "127.0.0.1:" + nobody);
    }

    @Test void aDatabaseThatKnowsNoSuchUserIsNamed() throws Exception {
        assumeTrue(Database.available().anyMatch(Database.MARIADB::equals), "no MariaDB here");
        var settings = new java.util.HashMap<>(Database.MARIADB.settings());
        settings.put("POSTHOUSE_DATABASE_PASSWORD", "not-the-password");
        assertEnds(4, house.set(settings).command(), settings.get("POSTHOUSE_DATABASE_URL"), settings.get("POSTHOUSE_DATABASE_USER"));
    }

    @Test void aDatabaseThatIsNoDatabaseIsLeftAlone() throws Exception {
        Files.createDirectories(house.home().resolve("db"));
        var file = Files.writeString(house.home().resolve("db/posthouse.mv.db"), "this is no database\n".repeat(1000));
        assertEnds(4, house.command(), "jdbc:h2:file:" + house.home().resolve("db/posthouse"));
        assertEquals("this is no database\n".repeat(1000), Files.readString(file));
    }

    /// Without it nobody can tell what was delivered, so nothing is guessed.
    @Test void aStoreWhoseCheckpointIsDamagedIsLeftAlone() throws Exception {
        Files.createDirectories(house.home().resolve("store"));
        var checkpoint = Files.writeString(house.home().resolve("store/checkpoint"), "not a checkpoint");
        assertEnds(4, house.command(), checkpoint.toString());
        assertEquals("not a checkpoint", Files.readString(checkpoint));
    }

    /// From the console's code to a second life after `kill -9`.
    @Test void aNewHouseIsSetUpWithTheCodeOnTheConsole() throws Exception {
        house.set(Map.of("POSTHOUSE_POSTMASTER_PASSWORD", "", "POSTHOUSE_DOMAIN", "")).start();
        assertReadyLine();
        assertWritesNowhereElse();
        var anonymous = house.api().anonymous();
        var code = Pattern.compile("[A-Z0-9]{4}-[A-Z0-9]{4}-[A-Z0-9]{4}").matcher(house.printed());
        assertTrue(code.find(), house::story);
        assertEquals(401, house.api().get("domains").status());
        assertEquals(403, anonymous.post("set-up", "{\"code\":\"AAAA-AAAA-AAAA\",\"password\":\"postmaster-secret\"}").status());
        assertEquals(422, anonymous.post("set-up", "{\"code\":\"%s\",\"password\":\"short\"}".formatted(code.group())).status());
        var done = anonymous.post("set-up", "{\"code\":\"%s\",\"domain\":\"example.test\",\"password\":\"%s\"}".formatted(code.group(), House.POSTMASTER_PASSWORD));
        assertEquals(204, done.status(), done::body);
        assertEquals(409, anonymous.post("set-up", "{\"code\":\"%s\",\"password\":\"another-secret\"}".formatted(code.group())).status());
        var account = house.account("first");
        Mailbox.drop(house, account.address(), Letter.of("first", "Subject: first\n\nmail\n"));
        Mailbox.awaitCount(house, account, 1);

        var before = files(house.home().resolve("tmp"));
        house.kill();
        var status = house.command("status");
        assertEquals(1, status.exit());
        house.start();
        assertFalse(house.printed().contains(code.group()), house::story);
        assertEquals(1, Mailbox.count(house, account));
        assertTrue(files(house.home().resolve("tmp")) <= before + 5, "a killed house leaves no litter that grows");

        status = house.command("status");
        assertEquals(0, status.exit());
        assertTrue(status.out().contains("" + house.pid()) && status.out().contains("smtp=" + house.port("smtp")), status::out);
        assertEquals(0, house.command("stop").exit());
        assertEquals(0, house.exit());
        assertFalse(Files.exists(house.home().resolve("ports.properties")));
        assertEquals(0, house.command("stop").exit(), "stopping what does not run is no fault");
    }

    /// `posthouse ready: web http://127.0.0.1:8080 smtp 2525 …`, and the same in ports.properties.
    private void assertReadyLine() throws IOException {
        var ports = new java.util.HashMap<>(house.ports());
        assertEquals(new TreeSet<>(java.util.List.of("http", "https", "smtp", "submission", "submissions", "lmtp", "pop3", "pop3s")), new TreeSet<>(ports.keySet()));
        assertEquals("posthouse ready: web http://127.0.0.1:%s https %s smtp %s submission %s submissions %s lmtp %s pop3 %s pop3s %s".formatted(ports.get("http"), ports.get("https"), ports.get("smtp"),
                ports.get("submission"), ports.get("submissions"), ports.get("lmtp"), ports.get("pop3"), ports.get("pop3s")), house.readyLine());
        assertEquals(house.readyLine(), house.printed().lines().toList().getLast(), "it is the last line");
    }

    /// Every file that the process has open for writing is in the home, and the folder it was started in, which is its HOME too, is as it was.
    private void assertWritesNowhereElse() throws IOException {
        try (var inside = Files.list(house.folder())) {
            assertEquals(new TreeSet<>(java.util.List.of("err", "home", "out")), inside.map(file -> file.getFileName().toString()).collect(Collectors.toCollection(TreeSet::new)));
        }
        assertFalse(Files.exists(Path.of("/tmp", "hsperfdata_" + System.getProperty("user.name"), "" + house.pid())), "the JVM's own file for jstat");
        var descriptors = Path.of("/proc", "" + house.pid(), "fd");
        if (!Files.isDirectory(descriptors)) return;
        try (var open = Files.list(descriptors)) {
            for (var descriptor : open.toList()) {
                var flags = Files.readString(descriptors.resolveSibling("fdinfo").resolve(descriptor.getFileName())).lines().filter(line -> line.startsWith("flags:")).findFirst().orElseThrow();
                boolean writes = (Integer.parseInt(flags.substring(6).strip(), 8) & 3) != 0;
                var file = Files.readSymbolicLink(descriptor);
                if (writes && Files.isRegularFile(file) && !file.getParent().equals(house.folder())) assertTrue(file.startsWith(house.home()), file::toString);
            }
        }
    }

    private static long files(Path folder) throws IOException {
        try (var all = Files.walk(folder)) {
            return all.count();
        }
    }

    private static void assertEnds(int exit, Jar.Ended ended, String... named) {
        assertEquals(exit, ended.exit(), () -> ended.out() + ended.err());
        for (var name : named) assertTrue(ended.err().contains(name), () -> name + " is not named: " + ended.err());
        assertFalse(ended.out().contains("posthouse ready"));
        assertFalse(ended.err().contains("\tat "), () -> "a sentence, not a trace: " + ended.err());
    }
}
