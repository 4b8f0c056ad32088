package org.posthouse.launcher;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.util.HexFormat;

/// A way back in for who can write into the home: a code whose hash the house finds there, and takes away.
final class RecoveryCode {
    static final String FILE = "config/recover";
    private static final String SYMBOLS = "ABCDEFGHJKMNPQRSTUVWXYZ23456789";       // none that look like another
    private static final int LENGTH = 12;

    private RecoveryCode() { }

    /// @return what to tell the person at the console
    static String leave(Path home) {
        if (!Files.isDirectory(home.resolve("config"))) throw new CannotStart(Exit.BAD_SETTING, home + " is not the home of a Posthouse that has been started before.");
        var code = code(new SecureRandom());
        try {
            var draft = home.resolve(FILE + ".new");
            Files.deleteIfExists(draft);
            if (Files.getFileStore(home).supportsFileAttributeView("posix")) Files.createFile(draft, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
            Files.writeString(draft, hash(code) + "\n");
            Files.move(draft, home.resolve(FILE), StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException unwritable) {
            throw new CannotStart(Exit.CANNOT_OPEN, home.resolve(FILE) + " cannot be written: " + unwritable, unwritable);
        }
        return "One-time code: " + code + "\n" + (Home.running(home)
                ? "Open /set-up in a browser within 15 minutes and give Postmaster a new password. The code works in a few seconds."
                : "Start Posthouse, then open /set-up in a browser within 15 minutes and give Postmaster a new password.");
    }

    private static String code(SecureRandom random) {
        var code = new StringBuilder();
        for (int i = 0; i < LENGTH; i++) {
            if (i > 0 && i % 4 == 0) code.append('-');
            code.append(SYMBOLS.charAt(random.nextInt(SYMBOLS.length())));
        }
        return code.toString();
    }

    /// As the house compares codes: without the hyphens.
    private static String hash(String code) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(code.replace("-", "").getBytes(StandardCharsets.US_ASCII)));
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException(impossible);
        }
    }
}
