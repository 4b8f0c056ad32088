package org.posthouse.transport;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.posthouse.account.TestHouse;
import org.posthouse.domain.Rejected;
import org.posthouse.machine.Program;

/// Real programs on this machine: well behaved, and not.
class ProgramTransportTest {
    private static final String ME = System.getProperty("user.name");
    private static final String MESSAGE = "Subject: x\n\nHello\n..dots\n";

    @TempDir Path home;
    private final TestHouse house = new TestHouse();
    private final ProgramTransport transport = new ProgramTransport();
    private OneRun run;

    @BeforeEach void open() throws Exception {
        run = new OneRun(home, house.clock);
        transport.open = run.open;
        transport.unitOfWork = house.work;
        transport.programs = house.machine.programs;
    }

    @AfterEach void close() {
        run.close();
        house.close();
    }

    private Path script(String text) throws Exception {
        var file = Files.createTempFile(home, "program", ".sh");
        Files.writeString(file, "#!/bin/sh\n" + text + "\n");
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
        return file;
    }

    private void register(Path file, String arguments, int seconds, long memory) {
        house.work.run(() -> house.machine.programs.replace(List.of(new Program("p", file.toString(), arguments, home.toString(), ME, seconds, memory))));
    }

    private String hand(String sender, String recipient) throws Exception { return OneRun.said(run.carry(transport::carry, "program", "p", sender, recipient, MESSAGE)); }

    private String hand() throws Exception { return hand("bob@far.org", "jane@podunk.test"); }

    @Test void itGetsTheMessageAndWhoseItIsAndNothingElse() throws Exception {
        register(script("cat > message; printf '%s\\n' \"$#\" \"$@\" > arguments; env | sort > environment; pwd > folder"), "-f {sender} \"to {recipient}\" {record}x", 20, 0);
        assertEquals("done 2.0.0 p: delivered", hand("b'ob$(x) y@far.org", "jane@podunk.test"));
        assertEquals("Return-Path: <bob@far.org>\nSubject: x\n\nHello\n..dots\n", Files.readString(home.resolve("message")));
        var arguments = Files.readAllLines(home.resolve("arguments"));
        assertEquals(List.of("4", "-f", "b'ob$(x) y@far.org", "to jane@podunk.test"), arguments.subList(0, 4));
        assertTrue(arguments.get(4).matches("[0-9a-f-]{34,41}x"), arguments.get(4));
        var environment = Files.readAllLines(home.resolve("environment")).stream().map(line -> line.split("=")[0]).filter(name -> !List.of("PWD", "OLDPWD", "SHLVL", "_").contains(name)).toList();
        assertEquals(List.of("ORIGINAL_RECIPIENT", "PATH", "POSTHOUSE_RUN", "RECIPIENT", "RECORD", "SENDER"), environment);
        assertEquals(home.toRealPath().toString(), Files.readString(home.resolve("folder")).strip());
    }

    @ParameterizedTest @CsvSource({
        "0, done 2.0.0 p: delivered: words", "67, never 5.1.1 p: user unknown: words", "69, never 5.3.0 p: service unavailable: words", "71, later 4.3.0 p: system resource problem: words",
        "74, later 4.3.0 p: input/output error: words", "75, later 4.3.0 p: temporary failure: words", "77, never 5.7.0 p: permission denied: words", "78, never 5.3.5 p: configuration error: words",
        "1, never 5.3.0 p: ended with status 1: words", "126, later 4.3.5 p: could not be started: words" })
    void itsExitStatusDecides(int status, String outcome) throws Exception {
        register(script("cat > /dev/null; echo words; exit " + status), "", 20, 0);
        assertEquals(outcome, hand());
    }

    @Test void whatDoesNotWantTheMessageNeedNotReadIt() throws Exception {
        register(script("exec 0<&-; exit 0"), "", 20, 0);
        assertEquals("done 2.0.0 p: delivered", hand());
    }

    @Test void whatHangsIsEndedWithAllItStarted() throws Exception {
        register(script("sleep 300 & echo $! > child; sleep 300"), "", 1, 0);
        long begun = System.nanoTime();
        assertEquals("later 4.3.0 p took longer than 1 seconds and was ended", hand());
        assertTrue(Duration.ofNanos(System.nanoTime() - begun).toSeconds() < 15);
        long child = Long.parseLong(Files.readString(home.resolve("child")).strip());
        for (int i = 0; i < 100 && ProcessHandle.of(child).filter(ProcessHandle::isAlive).isPresent(); i++) Thread.sleep(20);
        assertFalse(ProcessHandle.of(child).filter(ProcessHandle::isAlive).isPresent(), "its child is gone");
    }

    /// A child that goes on by itself: its parent has ended, it may have begun a session of its own, and forgotten its environment.
    @ParameterizedTest @ValueSource(strings = {"sleep 299", "setsid sleep 299", "env -i sleep 299", "setsid sh -c '(sleep 299; true) & echo $! > grandchild; wait'"})
    void whatIsLeftBehindEndsWithIt(String child) throws Exception {
        register(script("cat > /dev/null\n(" + child + " > /dev/null 2>&1 & echo $! > child)\nwhile ! grep -q sleep /proc/$(cat child)/cmdline; do :; done\nexit 0"), "", 20, 0);
        assertEquals("done 2.0.0 p: delivered", hand());
        for (var name : List.of("child", "grandchild")) {
            if (!Files.exists(home.resolve(name))) continue;
            long left = Long.parseLong(Files.readString(home.resolve(name)).strip());
            for (int i = 0; i < 100 && ProcessHandle.of(left).filter(ProcessHandle::isAlive).isPresent(); i++) Thread.sleep(20);
            assertFalse(ProcessHandle.of(left).filter(ProcessHandle::isAlive).isPresent(), name + " of " + child);
        }
    }

    @Test void whatFloodsIsEnded() throws Exception {
        register(script("yes flood"), "", 60, 0);
        assertTrue(hand().startsWith("later 4.3.0 p wrote too much and was ended: flood"));
    }

    @Test void whatDiesOfASignalIsTriedAgain() throws Exception {
        register(script("kill -9 $$"), "", 20, 0);
        assertEquals("later 4.3.0 p: was ended by signal 9", hand());
    }

    @Test void aChildThatKeepsTheStreamsOpenHoldsNobodyUp() throws Exception {
        register(script("cat > /dev/null; (trap '' HUP; sleep 30) & exit 0"), "", 20, 0);
        long begun = System.nanoTime();
        assertTrue(hand().startsWith("done"));
        assertTrue(Duration.ofNanos(System.nanoTime() - begun).toSeconds() < 15);
    }

    @Test void memoryHasALimit() throws Exception {
        register(script("cat > /dev/null; ulimit -v"), "", 20, 512L << 20);
        assertEquals("done 2.0.0 p: delivered: " + (512 << 10), hand());
    }

    @Test void anAddressIsNoOption() throws Exception {
        register(script("exit 0"), "{recipient}", 20, 0);
        assertEquals("never 5.1.3 an address that begins with a hyphen is not given to a program", hand("bob@far.org", "-rf@podunk.test"));
        register(script("exit 0"), "--to={recipient}", 20, 0);
        assertEquals("done 2.0.0 p: delivered", hand("bob@far.org", "-rf@podunk.test"));
    }

    @Test void whatIsNotThereWaits() throws Exception {
        assertEquals("later 4.3.5 the program p is not registered any more", hand());
        var file = script("exit 0");
        register(file, "", 20, 0);
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxrwxrwx"));
        assertEquals("later 4.3.5 p cannot be run; its administrator has to look after it", hand());
        Files.delete(file);
        assertEquals("later 4.3.5 p cannot be run; its administrator has to look after it", hand());
    }

    @Test void anotherUserNeedsRoot() throws Exception {
        var file = script("id -un");
        house.work.run(() -> house.machine.programs.replace(List.of(new Program("p", file.toString(), "", "/", "nobody", 20, 0))));
        Files.setPosixFilePermissions(home, PosixFilePermissions.fromString("rwxr-xr-x"));
        assertEquals("root".equals(ME) ? "done 2.0.0 p: delivered: nobody" : "later 4.3.5 only a server that runs as root can run a program as nobody", hand());
        house.work.run(() -> house.machine.programs.replace(List.of(new Program("p", file.toString(), "", "/", "nosuchuser", 20, 0))));
        if ("root".equals(ME)) assertEquals("later 4.3.5 there is no user nosuchuser on this machine", hand());
    }

    @ParameterizedTest @CsvSource(delimiter = '|', value = {
        "bad name | %s | '' | '' | 20 | \"bad name\" no", "p | bin/true | '' | '' | 20 | no program", "p | /no/such | '' | '' | 20 | no program", "p | /tmp | '' | '' | 20 | no program",
        "p | %s | \"open | '' | 20 | open quotes", "p | %s | {password} | '' | 20 | unknown placeholder", "p | %s | '' | Root! | 20 | no name of a user", "p | %s | '' | '' | 0 | seconds", "p | %s | '' | '' | 4000 | seconds" })
    void whatCannotBeRegistered(String name, String path, String arguments, String user, int seconds, String why) throws Exception {
        var file = script("exit 0").toString();
        var refused = assertThrows(Rejected.class, () -> house.work.run(() -> house.machine.programs.replace(List.of(new Program(name, path.replace("%s", file), arguments, "", user, seconds, 0)))));
        assertEquals("programs", refused.faults().getFirst().field());
    }
}
