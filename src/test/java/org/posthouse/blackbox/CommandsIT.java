package org.posthouse.blackbox;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import org.junit.jupiter.api.Test;

/// What an administrator does at a shell: provisioning, self-test, a backup that is drilled, and messages out of it.
@OnEachDatabase class CommandsIT {
    private final House house;

    CommandsIT(Database database) { house = database.shared(); }

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
}
