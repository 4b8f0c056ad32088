package org.posthouse.blackbox;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Files;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/// What an administrator does at a shell: provisioning, self-test, a backup that is drilled, and messages out of it.
@OnEachDatabase class CommandsIT {
    private final House house;
    private final Database database;

    CommandsIT(Database database) {
        house = database.shared();
        this.database = database;
    }

    private String run(int exit, String... arguments) throws Exception {
        var ended = house.command(arguments);
        assertEquals(exit, ended.exit(), ended::toString);
        return ended.out() + ended.err();
    }

    private static void assertSays(String part, String all) { assertTrue(all.contains(part), all); }

    @Test void aHouseIsKeptFromAShell() throws Exception {
        var folder = Files.createTempDirectory(house.folder(), "commands");
        var password = Files.writeString(folder.resolve("password"), "a-Long-password-1\n").toString();
        assertSays("The account shell@example.test is there", run(0, "account", "add", "shell@example.test", "--new-password-file", password));
        assertSays("Everything that is on works", run(0, "selftest"));
        assertSays("accounts: 1", run(0, "change-address", "shell@example.test", "bash@example.test", "--dry-run"));
        assertSays("is bash@example.test now", run(0, "change-address", "shell@example.test", "bash@example.test"));
        assertSays("192.0.2.1 stands nowhere", run(0, "change-address", "192.0.2.1", "192.0.2.2", "--dry-run"));
        var key = folder.resolve("key").toString();
        run(0, "backup", "key", key);
        var backups = folder.resolve("backups").toString();
        assertSays("were copied now, encrypted", run(0, "backup", backups, "--key", key));
        assertSays("is encrypted; give its key", run(1, "backup", "verify", backups));
        assertSays("were read", run(0, "backup", "drill", backups, "--key", key, "--scratch", folder.toString()));
        assertSays("were put into Restored of bash@example.test", run(0, "restore", backups, "--key", key, "--account", "bash@example.test"));
        assertSays("There is no option --clef", run(2, "backup", backups, "--clef", key));
    }

    /// What is the same on each database.
    @Test void listsPeopleAndARemoteHouseAreKeptFromAShell() throws Exception {
        assumeTrue(database == Database.H2);
        var folder = Files.createTempDirectory(house.folder(), "shell");
        var remote = List.of("--server", "http://127.0.0.1:" + house.port("http"), "--user", "postmaster", "--password-file", Files.writeString(folder.resolve("secret"), House.POSTMASTER_PASSWORD + "\n").toString());
        var root = Files.createDirectories(folder.resolve("root"));
        Files.createDirectories(root.resolve("etc"));
        Files.createDirectories(root.resolve("home/ann"));
        Files.writeString(root.resolve("etc/passwd"), "root:x:0:0:root:/root:/bin/bash\nann:x:1001:1001:Ann Shell,,,:/home/ann:/bin/bash\n");
        Files.writeString(root.resolve("etc/aliases"), "shell-office: ann\nroot: ann\n");
        Files.writeString(root.resolve("home/ann/.plan"), "At the desk.\n");
        var taken = run(0, "import-system-users", "--root", root.toString(), "--links");
        assertSays("ann@example.test", taken);
        assertSays("/password/", taken);
        assertSays("Ann Shell", run(0, with(remote, "account", "show", "ann@example.test")));
        assertSays("The list shell-riders@example.test is there", run(0, with(remote, "list", "add", "shell-riders@example.test", "--owner", "ann@example.test", "title=Riders")));
        run(0, "list", "subscribe", "shell-riders@example.test", "one@elsewhere.test", "ann@example.test");
        assertSays("one@elsewhere.test", run(0, "list", "members", "shell-riders@example.test"));
        assertSays("members of lists: 1", run(0, "change-address", "ann@example.test", "annie@example.test"));
        assertSays("The list is gone", run(0, "list", "delete", "shell-riders@example.test"));
        assertSays("Nobody answers at", run(1, "domain", "list", "--server", "http://127.0.0.1:1", "--user", "x", "--password-file", folder.resolve("secret").toString()));
        var status = run(0, "status");
        assertSays("backup: ", status);
        assertTrue(status.matches("(?s).*mail: messages in mailboxes: \\d+, deliveries in the queue: \\d+\n.*"), status);
        var help = run(0, "change-address", "--help");
        assertSays("posthouse change-address OLD NEW", help);
        assertFalse(help.contains("posthouse backup"), help);
    }

    private static String[] with(List<String> more, String... words) { return Stream.concat(Stream.of(words), more.stream()).toArray(String[]::new); }
}
