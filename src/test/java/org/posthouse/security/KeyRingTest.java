package org.posthouse.security;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class KeyRingTest {
    private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");
    private final SecureRandom random = new SecureRandom();
    @TempDir Path home;

    private KeyRing open(Instant now) throws IOException { return KeyRing.open(home.resolve("config/keys"), Clock.fixed(now, ZoneOffset.UTC), random); }

    @Test void whatIsSealedOpensForItsPurposeAlone() throws IOException {
        var ring = open(START);
        var sealed = ring.seal("apop", "tanstaaf");
        assertEquals(Optional.of("tanstaaf"), ring.open("apop", sealed));
        assertEquals(Optional.empty(), ring.open("link", sealed));
        assertNotEquals(sealed, ring.seal("apop", "tanstaaf"));
        assertFalse(sealed.contains("tanstaaf"));
    }

    @Test void aChangedOrForeignTextDoesNotOpen() throws IOException {
        var ring = open(START);
        var sealed = ring.seal("apop", "tanstaaf").toCharArray();
        for (int i = 0; i < sealed.length - 1; i++) {                       // the last digit has bits that carry nothing
            var changed = sealed.clone();
            changed[i] = changed[i] == 'A' ? 'B' : 'A';
            assertEquals(Optional.empty(), ring.open("apop", new String(changed)), "digit " + i);
        }
        for (var text : new String[] {"", "A", "not base64!", "AAAA".repeat(20)}) assertEquals(Optional.empty(), ring.open("apop", text));
        Files.delete(home.resolve("config/keys"));
        assertEquals(Optional.empty(), open(START).open("apop", new String(sealed)), "another house's key");
    }

    @Test void keysOutliveARestartAndARotation() throws IOException {
        var old = open(START).seal("apop", "old");
        var rotated = open(START.plusSeconds(91L * 86_400));
        assertEquals(2, Files.readAllLines(home.resolve("config/keys")).size());
        assertEquals(Optional.of("old"), rotated.open("apop", old));
        var fresh = rotated.seal("apop", "fresh");
        var again = open(START.plusSeconds(92L * 86_400));
        assertEquals(2, Files.readAllLines(home.resolve("config/keys")).size());
        assertEquals(Optional.of("fresh"), again.open("apop", fresh));
    }

    @Test void theFileIsItsOwnersAlone() throws IOException {
        open(START);
        assertEquals("rw-------", PosixFilePermissions.toString(Files.getPosixFilePermissions(home.resolve("config/keys"))));
        try (var files = Files.list(home.resolve("config"))) {
            assertEquals(1, files.count(), "no leftovers");
        }
    }

    @Test void aDamagedFileIsNotGuessedAt() throws IOException {
        open(START);
        for (var content : new String[] {"", "1 2026-01-01T00:00:00Z AAAA\n", "nonsense\n", "1 yesterday " + "A".repeat(43) + "=\n"}) {
            Files.writeString(home.resolve("config/keys"), content);
            assertThrows(IOException.class, () -> open(START), content);
            assertEquals(content, Files.readString(home.resolve("config/keys")));
        }
    }
}
