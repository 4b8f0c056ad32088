package org.posthouse.transport;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileTime;
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
import org.posthouse.machine.Root;
import org.posthouse.setting.HostName;

class MailPlacesTest {
    private static final String FROM = "From bob@far.org Sun Mar  1 12:00:00 2026\nReturn-Path: <bob@far.org>\n";

    @TempDir Path home;
    private final TestHouse house = new TestHouse();
    private final MailPlaces places = new MailPlaces();
    private OneRun run;
    private Path root;

    @BeforeEach void open() throws Exception {
        run = new OneRun(home.resolve("house"), house.clock);
        root = Files.createDirectory(home.resolve("root"));
        house.work.run(() -> house.machine.roots.replace(List.of(new Root("spool", root.toString()))));
        places.open = run.open;
        places.unitOfWork = house.work;
        places.roots = house.machine.roots;
        places.clock = house.clock;
        places.hostName = new HostName() {
            @Override public String now() { return "mail.podunk.test"; }
        };
    }

    @AfterEach void close() {
        run.close();
        house.close();
    }

    private String put(String target, String message) throws Exception { return OneRun.said(run.carry(places::carry, "maildrop", target, "bob@far.org", "jane@podunk.test", message)); }

    @Test void anMboxGrows() throws Exception {
        assertEquals("done 2.0.0 written to spool/jane", put("spool/jane", "Subject: 1\n\nFrom here\n>From there\n>>From\nFromage\n From\nlast"));
        assertEquals("done 2.0.0 written to spool/jane", put("spool/jane", "Subject: 2\n\nx\n"));
        assertEquals(FROM + "Subject: 1\n\n>From here\n>>From there\n>>From\nFromage\n From\nlast\n\n" + FROM + "Subject: 2\n\nx\n\n", Files.readString(root.resolve("jane")));
        assertEquals("rw-------", PosixFilePermissions.toString(Files.getPosixFilePermissions(root.resolve("jane"))));
        assertFalse(Files.exists(root.resolve("jane.lock")));
    }

    @ParameterizedTest @CsvSource({"half a line,'half a line\n\n'", "'a line\n','a line\n\n'", "'whole\n\n','whole\n\n'", "x,'x\n\n'"})
    void whatAnotherProgramLeftHalfWrittenIsEndedFirst(String there, String ended) throws Exception {
        Files.writeString(root.resolve("jane"), there);
        put("spool/jane", "Subject: x\n\nx\n");
        assertEquals(ended + FROM + "Subject: x\n\nx\n\n", Files.readString(root.resolve("jane")));
    }

    @Test void locksOfOthersAreHonoured() throws Exception {
        var file = Files.createFile(root.resolve("jane"));
        var lock = Files.createFile(root.resolve("jane.lock"));
        Files.setLastModifiedTime(lock, FileTime.from(house.clock.instant().minus(Duration.ofMinutes(20))));
        assertEquals("done 2.0.0 written to spool/jane", put("spool/jane", "\nx\n"), "one that was forgotten is none");
        assertFalse(Files.exists(lock));
        try (var channel = FileChannel.open(file, StandardOpenOption.WRITE); var held = channel.lock()) {
            assertTrue(held.isValid());
            assertEquals("later 4.2.0 spool/jane: somebody else has it locked", put("spool/jane", "\nx\n"));
        }
        assertFalse(Files.exists(lock), "ours is taken away whatever happens");
    }

    @Test void aMaildirGetsAFileOfItsOwn() throws Exception {
        assertEquals("done 2.0.0 written to spool/jane/", put("spool/jane/", "Subject: x\n\nFrom here\n"));
        try (var files = Files.list(root.resolve("jane/new"))) {
            var all = files.toList();
            assertEquals(1, all.size());
            assertEquals("Return-Path: <bob@far.org>\nSubject: x\n\nFrom here\n", Files.readString(all.getFirst()));
            assertTrue(all.getFirst().getFileName().toString().matches("1772366400\\.R[0-9a-f-]+N0\\.mail\\.podunk\\.test"), all.getFirst().toString());
        }
        for (var folder : List.of("tmp", "cur")) try (var files = Files.list(root.resolve("jane").resolve(folder))) { assertEquals(0, files.count()); }
    }

    /// Whoever may write in the folder tries to have us write elsewhere.
    @ParameterizedTest @ValueSource(strings = {"file", "folder", "lock", "maildir", "new", "tmp", "fifo", "directory"})
    void noLinkIsFollowed(String where) throws Exception {
        var elsewhere = Files.createDirectory(home.resolve("elsewhere"));
        var secret = Files.writeString(elsewhere.resolve("secret"), "secret");
        for (var folder : List.of("tmp", "new", "cur")) Files.createDirectory(elsewhere.resolve(folder));
        var target = switch (where) {
            case "file" -> link("jane", secret, "spool/jane");
            case "folder" -> link("sub", elsewhere, "spool/sub/secret");
            case "lock" -> link("jane.lock", secret, "spool/jane");
            case "maildir" -> link("jane", elsewhere, "spool/jane/");
            case "fifo" -> {
                new ProcessBuilder("mkfifo", root.resolve("jane").toString()).start().waitFor();
                yield "spool/jane";
            }
            case "directory" -> {
                Files.createDirectory(root.resolve("jane"));
                yield "spool/jane";
            }
            default -> {
                Files.createDirectory(root.resolve("jane"));
                for (var folder : List.of("tmp", "new", "cur")) if (folder.equals(where)) Files.createSymbolicLink(root.resolve("jane").resolve(folder), elsewhere.resolve(folder)); else Files.createDirectory(root.resolve("jane").resolve(folder));
                yield "spool/jane/";
            }
        };
        if (where.equals("lock")) Files.setLastModifiedTime(secret, FileTime.from(house.clock.instant().minus(Duration.ofDays(1))));
        var outcome = put(target, "Subject: x\n\nx\n");
        if (!where.equals("lock")) assertTrue(outcome.startsWith("later 4.3.0 " + target + ": "), outcome);
        assertFalse(outcome.contains(home.toString()), outcome);
        assertEquals("secret", Files.readString(secret));
        for (var folder : List.of("tmp", "new", "cur")) try (var files = Files.list(elsewhere.resolve(folder))) { assertEquals(0, files.count(), folder); }
    }

    private String link(String name, Path to, String target) throws Exception {
        Files.createSymbolicLink(root.resolve(name), to);
        return target;
    }

    @ParameterizedTest @ValueSource(strings = {"spool", "spool/", "spool/../x", "spool/.hidden", "spool//x", "spool/a/../../x", "/etc/passwd", "other/x", "spool/x\0y", "spool/-x/..", "../spool/x", "spool/a\nb"})
    void onlyPlacesBelowAFolderAreOnes(String target) throws Exception { assertEquals(List.of(), house.machine.roots.place(target).stream().toList()); }

    @Test void whatIsNotThereWaits() throws Exception {
        assertEquals("later 4.3.5 gone/jane: is below no registered folder", put("gone/jane", "\nx\n"));
        assertEquals("later 4.3.0 spool/sub/jane: its folder is not there", put("spool/sub/jane", "\nx\n"));
    }

    @ParameterizedTest @ValueSource(strings = {"/", "/etc", "/etc/cron.d", "/usr", "relative", "/no/such/folder", ""})
    void foldersThatAreNone(String folder) {
        assertEquals("folders", assertThrows(Rejected.class, () -> house.work.run(() -> house.machine.roots.replace(List.of(new Root("x", folder))))).faults().getFirst().field());
    }

    @ParameterizedTest @CsvSource({"'a\r\nb','a\nb'", "'a\rb\r','a\rb\r'", "'Fro\r\nm','Fro\nm'", "'x From y','x From y'", "'From','From'", "'\r\nFrom ','\n>From '"})
    void linesOfTheMachine(String came, String goes) throws Exception {
        var out = new ByteArrayOutputStream();
        var lines = new MachineLines(out, true);
        for (byte octet : came.getBytes(UTF_8)) lines.write(octet);
        lines.end();
        assertEquals(goes, out.toString(UTF_8));
    }
}
