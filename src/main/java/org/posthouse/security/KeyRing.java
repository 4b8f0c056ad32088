package org.posthouse.security;

import java.io.IOException;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import javax.crypto.Cipher;
import javax.crypto.Mac;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/// The keys that seal what the house must be able to read again (APOP secrets) or to recognise (links, form IDs): AES-256-GCM, the newest key
/// seals, every key opens. One file, `<home>/config/keys`, readable by its owner alone; a line a key: id, time made, key in base64.
///
/// Losing the file loses what was sealed, nothing else; reading it gives APOP passwords to who also reads the database.
public final class KeyRing {
    /// Age at which the newest key gets a successor. Far below 2^32 seals, where random nonces would begin to repeat (NIST SP 800-38D §8.3).
    private static final Duration ROTATION = Duration.ofDays(90);
    private static final int FORMAT = 1;
    private static final String MARKS = "abcdefghijklmnopqrstuvwxyz234567";
    private static final int NONCE = 12;
    private static final int TAG_BITS = 128;

    private record Key(int id, Instant made, SecretKeySpec secret) {
        static Key parse(String line) {
            var fields = line.split(" ");
            if (fields.length != 3) throw new IllegalArgumentException("three fields a line");
            var octets = Base64.getDecoder().decode(fields[2]);
            if (octets.length != 32) throw new IllegalArgumentException("a key has 32 octets");
            return new Key(Integer.parseInt(fields[0]), Instant.parse(fields[1]), new SecretKeySpec(octets, "AES"));
        }

        String line() { return id + " " + made + " " + Base64.getEncoder().encodeToString(secret.getEncoded()); }
    }

    private final Path file;
    private final Clock clock;
    private final SecureRandom random;
    private volatile List<Key> keys;                                     // oldest first

    private KeyRing(Path file, Clock clock, SecureRandom random, List<Key> keys) {
        this.file = file;
        this.clock = clock;
        this.random = random;
        this.keys = keys;
    }

    /// Reads the file, or makes it with a first key; adds a key when the newest has had its time.
    ///
    /// @throws IOException when the file cannot be read or written, or holds anything but keys: it is never repaired by guesswork
    public static KeyRing open(Path file, Clock clock, SecureRandom random) throws IOException {
        var ring = new KeyRing(file, clock, random, Files.exists(file) ? read(file) : List.of());
        if (ring.keys.isEmpty() || ring.keys.getLast().made.plus(ROTATION).isBefore(clock.instant())) ring.rotate();
        return ring;
    }

    /// Adds a key, which seals from now on; it is durable before it is used.
    public synchronized void rotate() throws IOException {
        var octets = new byte[32];
        random.nextBytes(octets);
        var grown = new ArrayList<>(keys);
        grown.add(new Key(keys.isEmpty() ? 1 : keys.getLast().id + 1, clock.instant(), new SecretKeySpec(octets, "AES")));
        write(grown);
        keys = List.copyOf(grown);
    }

    /// Seals a text for one purpose; it opens for no other.
    ///
    /// @return URL-safe base64, about 44 characters longer than the text
    public String seal(String purpose, String text) {
        var key = keys.getLast();
        var nonce = new byte[NONCE];
        random.nextBytes(nonce);
        try {
            var cipher = cipher(Cipher.ENCRYPT_MODE, key, nonce, purpose);
            var sealed = cipher.doFinal(text.getBytes(StandardCharsets.UTF_8));
            var whole = ByteBuffer.allocate(1 + Integer.BYTES + NONCE + sealed.length).put((byte) FORMAT).putInt(key.id).put(nonce).put(sealed);
            return Base64.getUrlEncoder().withoutPadding().encodeToString(whole.array());
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    /// Empty when it was sealed for another purpose, by another house, or was changed.
    public Optional<String> open(String purpose, String sealed) {
        try {
            var whole = ByteBuffer.wrap(Base64.getUrlDecoder().decode(sealed));
            if (whole.remaining() < 1 + Integer.BYTES + NONCE + TAG_BITS / 8 || whole.get() != FORMAT) return Optional.empty();
            int id = whole.getInt();
            var key = keys.stream().filter(k -> k.id == id).findFirst();
            if (key.isEmpty()) return Optional.empty();
            var nonce = new byte[NONCE];
            whole.get(nonce);
            var rest = new byte[whole.remaining()];
            whole.get(rest);
            return Optional.of(new String(cipher(Cipher.DECRYPT_MODE, key.get(), nonce, purpose).doFinal(rest), StandardCharsets.UTF_8));
        } catch (IllegalArgumentException | GeneralSecurityException e) {
            return Optional.empty();
        }
    }

    /// A short mark by which a text is recognised later, for places with no room for a seal: letters and digits that survive a change of case.
    ///
    /// @param characters five bits each, at most 50
    public String mark(String purpose, String text, int characters) { return mark(keys.getLast(), purpose, text, characters); }

    /// The mark was made by this house for this purpose, by whichever key.
    public boolean marked(String purpose, String text, String mark) {
        var given = mark.toLowerCase(Locale.ROOT).getBytes(StandardCharsets.US_ASCII);
        return keys.stream().anyMatch(key -> MessageDigest.isEqual(mark(key, purpose, text, given.length).getBytes(StandardCharsets.US_ASCII), given));
    }

    private static String mark(Key key, String purpose, String text, int characters) {
        try {
            var mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(key.secret.getEncoded(), "HmacSHA256"));
            var bits = new BigInteger(1, mac.doFinal(("mark " + purpose + "\0" + text).getBytes(StandardCharsets.UTF_8)));
            var marks = new StringBuilder(characters);
            for (int i = 0; i < Math.min(characters, 50); i++) marks.append(MARKS.charAt(bits.shiftRight(5 * i).intValue() & 31));
            return marks.toString();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private static Cipher cipher(int mode, Key key, byte[] nonce, String purpose) throws GeneralSecurityException {
        var cipher = Cipher.getInstance("AES/GCM/NoPadding");
        cipher.init(mode, key.secret, new GCMParameterSpec(TAG_BITS, nonce));
        cipher.updateAAD((FORMAT + " " + key.id + " " + purpose).getBytes(StandardCharsets.UTF_8));
        return cipher;
    }

    private static List<Key> read(Path file) throws IOException {
        try {
            var keys = Files.readAllLines(file).stream().map(Key::parse).toList();
            if (keys.isEmpty()) throw new IOException(file + " holds no key; restore it from a backup");
            return keys;
        } catch (IllegalArgumentException | DateTimeParseException e) {
            throw new IOException(file + " is damaged; restore it from a backup", e);        // the cause names no key material
        }
    }

    /// New file, synced, renamed over the old, directory synced: after a power cut there is the one or the other.
    private void write(List<Key> grown) throws IOException {
        Files.createDirectories(file.getParent());
        var fresh = file.resolveSibling(file.getFileName() + ".new");
        Files.deleteIfExists(fresh);
        Files.createFile(fresh, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        try (var out = FileChannel.open(fresh, StandardOpenOption.WRITE)) {
            var text = ByteBuffer.wrap((String.join("\n", grown.stream().map(Key::line).toList()) + "\n").getBytes(StandardCharsets.US_ASCII));
            while (text.hasRemaining()) out.write(text);
            out.force(true);
        }
        Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        try (var directory = FileChannel.open(file.getParent(), StandardOpenOption.READ)) {
            directory.force(true);
        }
    }
}
