package org.posthouse.launcher;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RecoveryCodeTest {
    private static final Pattern CODE = Pattern.compile("One-time code: (([A-Z2-9]{4}-){2}[A-Z2-9]{4})\n.*", Pattern.DOTALL);
    @TempDir Path home;

    @Test void theHomeGetsTheHashAndThePersonTheCode() throws Exception {
        Files.createDirectories(home.resolve("config"));
        RecoveryCode.leave(home);
        var said = CODE.matcher(RecoveryCode.leave(home));
        assertTrue(said.matches());
        var file = home.resolve(RecoveryCode.FILE);
        assertEquals(HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(said.group(1).replace("-", "").getBytes(StandardCharsets.US_ASCII))), Files.readString(file).strip());
        assertEquals("rw-------", PosixFilePermissions.toString(Files.getPosixFilePermissions(file)));
    }

    @Test void whatIsNoHomeIsLeftAlone() { assertThrows(CannotStart.class, () -> RecoveryCode.leave(home)); }
}
