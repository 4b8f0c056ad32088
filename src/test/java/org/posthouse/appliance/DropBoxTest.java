package org.posthouse.appliance;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.lang.reflect.Proxy;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import java.util.concurrent.TimeUnit;
import org.eclipse.microprofile.config.Config;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.posthouse.account.TestHouse;
import org.posthouse.housemail.TestMail;
import org.posthouse.mailbox.OpenStore;
import org.posthouse.setting.TestHostName;
import org.posthouse.store.Entry;
import org.posthouse.store.MessageStore;
import org.posthouse.store.StoreOptions;
import org.posthouse.store.StorePaths;

/// What `appliance-image/sendmail` leaves while the house is down, and what anybody may leave beside it.
class DropBoxTest {
    @TempDir Path scratch;
    private final TestHouse house = new TestHouse();
    private final OpenStore open = new OpenStore();
    private final DropBox box = new DropBox();
    private Path drop;

    @BeforeEach void open() throws Exception {
        drop = Files.createDirectory(scratch.resolve("drop"));
        open.set(MessageStore.open(new StorePaths(scratch.resolve("store"), scratch.resolve("spool")), StoreOptions.DEFAULT.withReserveBytes(0), house.clock));
        box.config = (Config) Proxy.newProxyInstance(getClass().getClassLoader(), new Class<?>[] {Config.class}, (_, _, args) -> args[0].equals("posthouse.drop") ? Optional.of(drop.toString()) : Optional.empty());
        box.clock = house.clock;
        box.open = open;
        box.settings = house.settings;
        box.hostName = TestHostName.of("mail.example.test", house.settings);
        box.unitOfWork = house.work;
        box.houseMail = TestMail.of(house, open, box.hostName);
    }

    @AfterEach void close() {
        open.get().close();
        house.close();
    }

    private Path file(String name, String text) throws IOException { return Files.writeString(drop.resolve(name), text, US_ASCII); }

    private List<Entry> stored() throws IOException { return open.get().poll(1000); }

    private String body(Entry entry) throws IOException {
        try (var body = open.get().read(entry.id()).orElseThrow(); var in = body.open()) {
            return new String(in.readAllBytes(), US_ASCII);
        }
    }

    @Test void aMessageIsTakenUpWithItsEnvelope() throws Exception {
        file("a.mail", "posthouse-drop 1\nsender jane\nrecipient bob@elsewhere.test\nrecipient postmaster\n\nSubject: x\n\nhello\n.\n");
        assertEquals(1, box.drain());
        assertFalse(Files.exists(drop.resolve("a.mail")));
        var entry = stored().getFirst();
        assertEquals("Subject: x\r\n\r\nhello\r\n.\r\n", body(entry));
        assertEquals("<jane@mail.example.test>", entry.envelope().envelope().sender().path().toString());
        assertEquals(List.of("<bob@elsewhere.test>", "<postmaster@mail.example.test>"), entry.envelope().envelope().recipients().stream().map(to -> to.path().toString()).toList());
        assertTrue(entry.envelope().intake().fields().startsWith("Received: (from uid "), entry.envelope().intake().fields());
    }

    /// A house that died between storing and deleting stores it again, with the same cause: the dispatcher leaves the second.
    @Test void theSameFileHasTheSameCause() throws Exception {
        var text = "posthouse-drop 1\nsender jane\nrecipient bob@elsewhere.test\n\nhello\n";
        box.store(file("a.mail", text));
        box.store(drop.resolve("a.mail"));
        box.store(file("b.mail", text));
        var causes = stored().stream().map(entry -> entry.envelope().cause().orElseThrow()).toList();
        assertEquals(causes.get(0), causes.get(1));
        assertEquals(2, java.util.Set.copyOf(causes).size(), causes.toString());
    }

    @Test void hostileFilesAreLeftAside() throws Exception {
        file("empty.mail", "");
        file("other.mail", "#!/bin/sh\n");
        file("half.mail", "posthouse-drop 1\nsender a\n");
        file("nobody.mail", "posthouse-drop 1\nsender a\n\nhello\n");
        file("inject.mail", "posthouse-drop 1\nsender a\nrecipient b> SIZE=1@example.test\n\nhello\n");
        file("long.mail", "posthouse-drop 1\nsender " + "a".repeat(5000) + "\n\n");
        Files.writeString(scratch.resolve("secret"), "posthouse-drop 1\nsender a\nrecipient b@example.test\n\nsecret\n");
        Files.createSymbolicLink(drop.resolve("link.mail"), scratch.resolve("secret"));
        Files.createLink(drop.resolve("hard.mail"), scratch.resolve("secret"));
        Files.createDirectory(drop.resolve("folder.mail"));
        file("\u0007bell.mail", "x");
        pipe(drop.resolve("pipe.mail"));
        file("reports.mail", "posthouse-drop 1\nsender a\nrecipient b@example.test\nnotify SOMETIMES\n\nhello\n");
        assertEquals(0, box.drain());
        assertEquals(List.of(), stored());
        try (var files = Files.list(drop)) {
            assertEquals(List.of(), files.map(file -> file.getFileName().toString()).filter(name -> name.endsWith(".mail")).toList(), "what was refused is not looked at again");
        }
        assertTrue(Files.exists(scratch.resolve("secret")));
    }

    private static void pipe(Path path) throws Exception { assertEquals(0, new ProcessBuilder("mkfifo", path.toString()).start().waitFor()); }

    /// Somebody who swaps a pipe or a link in between two looks comes too late: what is looked at has left the folder that everybody writes into.
    @Test void whatIsTakenUpIsInAFolderOfTheHouse() throws Exception {
        Files.createDirectory(scratch.resolve("elsewhere"));
        Files.createSymbolicLink(drop.resolve(".taken"), scratch.resolve("elsewhere"));
        file("a.mail", "posthouse-drop 1\nsender jane\nrecipient bob@elsewhere.test\n\nhello\n");
        assertEquals(1, box.drain());
        assertFalse(Files.isSymbolicLink(drop.resolve(".taken")));
        assertEquals("rwx------", java.nio.file.attribute.PosixFilePermissions.toString(Files.getPosixFilePermissions(drop.resolve(".taken"))));
        Files.move(file("b.mail", "posthouse-drop 1\nsender jane\nrecipient bob@elsewhere.test\n\nagain\n"), drop.resolve(".taken/b.mail"));
        file("b.mail", "posthouse-drop 1\nsender jane\nrecipient bob@elsewhere.test\n\nanother of that name\n");
        assertEquals(2, box.drain(), "what a killed house had begun with, and what came under its name");
        try (var files = Files.list(drop.resolve(".taken"))) {
            assertEquals(0, files.count());
        }
    }

    @Test void linesEndAsMailWantsIt() throws Exception {
        var block = "a\r".repeat(20_000) + "\n\r\n\r\r\nx\n";
        file("a.mail", "posthouse-drop 1\nsender jane\nrecipient bob@elsewhere.test\nnotify SUCCESS,DELAY\nreturn HDRS\nenvid x+y\n\n" + block + "end\r");
        assertEquals(1, box.drain());
        var entry = stored().getFirst();
        assertEquals("a\r\n".repeat(20_000) + "\r\n\r\n\r\nx\r\nend\r\n", body(entry));
        assertEquals("x+y", entry.envelope().envelope().sender().envid());
        assertEquals(2, entry.envelope().envelope().recipients().getFirst().notifies().size());
        assertEquals(20_005, entry.envelope().facts().lines());
        assertTrue(entry.envelope().facts().endsInCrlf());
    }

    /// SMTP would have said so at once; here the sender learns it by a letter.
    @Test void whatNoServerTakesIsToldToItsSender() throws Exception {
        file("a.mail", "posthouse-drop 1\nsender jane\nrecipient bob@elsewhere.test\n\nSubject: x\n\nhel\0lo\n");
        file("b.mail", "posthouse-drop 1\nsender jane\nrecipient bob@elsewhere.test\n\nSubject: x\n\n" + "long".repeat(10_000) + "\n");
        file("c.mail", "posthouse-drop 1\nsender <>\nrecipient bob@elsewhere.test\n\nSubject: x\n\nhel\0lo\n");
        assertEquals(0, box.drain());
        file("d.mail", "posthouse-drop 1\nsender jane\nrecipient bob@elsewhere.test\n\nhello\n");
        assertEquals(1, box.drain());                                    // and what came before it is on disk
        var letters = stored().subList(0, 2);
        assertEquals(List.of("<jane@mail.example.test>", "<jane@mail.example.test>"), letters.stream().map(letter -> letter.envelope().envelope().recipients().getFirst().path().toString()).toList());
        assertTrue(letters.getFirst().envelope().envelope().sender().path().isNull());
        assertTrue(Files.exists(drop.resolve("b.mail.refused")));
    }

    /// One that was refused under this name is there already, or somebody has left something there: it is refused once all the same.
    @Test void whatIsRefusedTwiceUnderOneNameIsToldTwiceAndNoMore() throws Exception {
        Files.createDirectory(drop.resolve("a.mail.refused"));
        file("a.mail", "posthouse-drop 1\nsender jane\nrecipient bob@elsewhere.test\n\nSubject: x\n\nhel\0lo\n");
        box.drain();
        box.drain();
        assertEquals(List.of(), Stream.of(drop.resolve(".taken").toFile().list()).toList());
        file("b.mail", "posthouse-drop 1\nsender jane\nrecipient bob@elsewhere.test\n\nhello\n");
        assertEquals(1, box.drain());
        assertEquals(2, stored().size(), "one letter, and the mail");
    }

    /// Whoever fills the folder with what is no mail keeps nobody else's waiting.
    @Test void rubbishKeepsNoMailWaiting() throws Exception {
        for (int i = 0; i < 300; i++) file("." + i, "");
        for (int i = 0; i < 300; i++) file(i + ".mail.refused", "");
        file("a.mail", "posthouse-drop 1\nsender jane\nrecipient bob@elsewhere.test\n\nhello\n");
        assertEquals(1, box.drain());
    }

    @Test void whatWasNeverFinishedGoesAfterADay() throws Exception {
        var young = file(".young", "");
        var old = file(".old", "");
        Files.setLastModifiedTime(young, FileTime.from(house.clock.instant()));
        Files.setLastModifiedTime(old, FileTime.from(house.clock.instant().minus(Duration.ofDays(2))));
        box.drain();
        assertTrue(Files.exists(young));
        assertFalse(Files.exists(old));
    }

    /// @return exit code
    private int sendmail(String text, String... arguments) throws Exception {
        var command = new ArrayList<>(List.of("appliance-image/sendmail"));
        command.addAll(Arrays.asList(arguments));
        var conf = Files.writeString(scratch.resolve("conf"), "port=1\nhostname=mail.example.test\ndrop=" + drop + "\n");
        var builder = new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(ProcessBuilder.Redirect.DISCARD);
        builder.environment().put("POSTHOUSE_SENDMAIL_CONF", conf.toString());
        var process = builder.start();
        try (var in = process.getOutputStream()) {
            in.write(text.getBytes(US_ASCII));
        } catch (IOException _) {
            // it ended without reading
        }
        assertTrue(process.waitFor(20, TimeUnit.SECONDS));
        return process.exitValue();
    }

    @Test void sendmailLeavesWhatTheHouseTakesUp() throws Exception {
        assumeTrue(Files.isExecutable(Path.of("/usr/bin/perl")));
        assertEquals(0, sendmail("To: Jane <jane@example.test>, \"a, b\" <b@example.test> (or, not), near!far!user\nBcc: secret@example.test\nSubject: x\n\nhello\n.\nmore\n", "-t", "-i", "-F", "Root, T", "-f", "root@example.test"));
        assertEquals(1, box.drain());
        var entry = stored().getFirst();
        assertEquals(List.of("<jane@example.test>", "<b@example.test>", "<user%far@near>", "<secret@example.test>"), entry.envelope().envelope().recipients().stream().map(to -> to.path().toString()).toList());
        assertEquals("<root@example.test>", entry.envelope().envelope().sender().path().toString());
        var body = body(entry);
        assertFalse(body.contains("secret"), body);
        assertTrue(body.contains("From: \"Root, T\" <root@example.test>\r\n") && body.contains("\r\nMessage-ID: <") && body.contains("\r\nDate: ") && body.endsWith("hello\r\n.\r\nmore\r\n"), body);
    }

    @Test void sendmailEndsAsSysexitsSay() throws Exception {
        assumeTrue(Files.isExecutable(Path.of("/usr/bin/perl")));
        assertEquals(64, sendmail("hello\n"));
        assertEquals(64, sendmail("hello\n", "-Z", "x@y"));
        assertEquals(64, sendmail("hello\n", "-N", "sometimes", "x@y"));
        assertEquals(65, sendmail("hello\n", "--", "a b@y"));
        assertEquals(75, sendmail("", "-bs"));
        assertEquals(75, sendmail("", "-bv", "x@y"));
        assertEquals(0, sendmail("", "-q"));
        assertEquals(0, sendmail("first\n.\nsecond\n", "-oem", "-bm", "--", "x@y"));
        assertEquals(1, box.drain());
        assertTrue(body(stored().getFirst()).endsWith("\r\nfirst\r\n"));
        Files.delete(drop.resolve(".taken"));
        Files.delete(drop);
        assertEquals(75, sendmail("hello\n", "x@y"));
    }
}
