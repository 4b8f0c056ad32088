package org.posthouse.backup;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.HexFormat;
import javax.crypto.KDF;
import javax.crypto.Mac;
import javax.crypto.SecretKey;
import javax.crypto.spec.HKDFParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/// The key of encrypted backups: 32 random octets in base64, the only line of a file that its owner keeps elsewhere. Keys for each use are derived from it (RFC 5869).
public final class BackupKey {
    private static final int OCTETS = 32;

    private final SecretKeySpec secret;

    private BackupKey(byte[] octets) { secret = new SecretKeySpec(octets, "HKDF"); }

    /// Makes a key file for its owner alone; never over another.
    public static void make(Path file) throws IOException {
        var octets = new byte[OCTETS];
        new SecureRandom().nextBytes(octets);
        try {
            if (file.toAbsolutePath().getParent().getFileSystem().supportedFileAttributeViews().contains("posix")) Files.createFile(file, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
            else Files.createFile(file);
            Files.writeString(file, Base64.getEncoder().encodeToString(octets) + "\n", US_ASCII);
        } catch (FileAlreadyExistsException there) {
            throw new BackupTrouble(file + " is there already, and without the key in it no backup made with it can be read; take another name.", there);
        } catch (IOException failed) {
            throw BackupTrouble.of("Writing the key file " + file, failed);
        }
    }

    public static BackupKey read(Path file) throws IOException {
        try {
            var octets = Files.size(file) > 200 ? new byte[0] : Base64.getDecoder().decode(Files.readString(file, UTF_8).strip());
            if (octets.length != OCTETS) throw new IllegalArgumentException();
            return new BackupKey(octets);
        } catch (IllegalArgumentException | java.nio.charset.CharacterCodingException none) {
            throw new BackupTrouble(file + " is no key of backups; 'posthouse backup key FILE' makes one.", none);
        } catch (IOException failed) {
            throw BackupTrouble.of("Reading the key file " + file, failed);
        }
    }

    /// Tells keys apart and nothing about them.
    public String print() { return HexFormat.of().formatHex(derive("print", new byte[0], 16).getEncoded()); }

    /// The key that seals one object.
    SecretKey sealing(byte[] salt, String object) { return new SecretKeySpec(derive("object " + object, salt, 32).getEncoded(), "AES"); }

    /// For what is not sealed: digests that tell nothing of the octets, and the manifest's end.
    Mac mac(String use) {
        try {
            var mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(derive(use, new byte[0], 32).getEncoded(), "HmacSHA256"));
            return mac;
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    private SecretKey derive(String use, byte[] salt, int octets) {
        try {
            var extract = HKDFParameterSpec.ofExtract().addIKM(secret).addSalt(salt);            // RFC 5869 §2.2
            return KDF.getInstance("HKDF-SHA256").deriveKey("Generic", extract.thenExpand(("posthouse backup " + use).getBytes(UTF_8), octets));
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException(impossible);
        }
    }
}
