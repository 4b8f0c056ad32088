package org.posthouse.security;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.Optional;
import java.util.regex.Pattern;
import javax.crypto.Mac;
import javax.crypto.SecretKeyFactory;
import javax.crypto.spec.PBEKeySpec;
import javax.crypto.spec.SecretKeySpec;

/// What a server keeps to do SCRAM-SHA-256 (RFC 7677): proofs can be checked, the password cannot be read from it.
/// As text it is the RFC 5803 §2 form `SCRAM-SHA-256$iterations:salt$StoredKey:ServerKey`.
public record ScramVerifier(int iterations, byte[] salt, byte[] storedKey, byte[] serverKey) {
    /// RFC 7677 §4 asks for at least 4096, and 15,000 where the machines can bear it.
    public static final int ITERATIONS = 15_000;
    private static final int LEAST_ITERATIONS = 4096;
    private static final int MOST_ITERATIONS = 10_000_000;
    private static final int OCTETS = 32;
    private static final Pattern FORM = Pattern.compile("SCRAM-SHA-256\\$(\\d{4,8}):([A-Za-z0-9+/=]{4,172})\\$([A-Za-z0-9+/=]{44}):([A-Za-z0-9+/=]{44})");

    public ScramVerifier {
        if (iterations < LEAST_ITERATIONS || iterations > MOST_ITERATIONS) throw new IllegalArgumentException("iterations " + iterations);
        if (storedKey.length != OCTETS || serverKey.length != OCTETS) throw new IllegalArgumentException("keys are of SHA-256");
        salt = salt.clone();
        storedKey = storedKey.clone();
        serverKey = serverKey.clone();
    }

    /// A verifier under a new salt.
    public static ScramVerifier of(Password password, SecureRandom random) {
        var salt = new byte[16];
        random.nextBytes(salt);
        return of(password, salt, ITERATIONS);
    }

    static ScramVerifier of(Password password, byte[] salt, int iterations) {
        try {
            var salted = SecretKeyFactory.getInstance("PBKDF2WithHmacSHA256")                // RFC 5802 §3: Hi() is PBKDF2
                    .generateSecret(new PBEKeySpec(password.chars(), salt, iterations, OCTETS * 8)).getEncoded();
            var stored = MessageDigest.getInstance("SHA-256").digest(hmac(salted, "Client Key"));
            return new ScramVerifier(iterations, salt, stored, hmac(salted, "Server Key"));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);                                              // every JDK has these
        }
    }

    /// Empty when the text is not of the form.
    public static Optional<ScramVerifier> parse(String text) {
        var m = FORM.matcher(text);
        if (!m.matches()) return Optional.empty();
        var base64 = Base64.getDecoder();
        try {
            return Optional.of(new ScramVerifier(Integer.parseInt(m.group(1)), base64.decode(m.group(2)), base64.decode(m.group(3)), base64.decode(m.group(4))));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    /// Checks a client's proof: its key, XORed with the signature of the exchange, must hash to the stored key (RFC 5802 §3).
    ///
    /// @param authMessage client-first-bare, server-first and client-final-without-proof, joined by commas
    public boolean proves(String authMessage, byte[] proof) {
        var signature = hmac(storedKey, authMessage);
        if (proof.length != signature.length) return false;
        var clientKey = new byte[proof.length];
        for (int i = 0; i < proof.length; i++) clientKey[i] = (byte) (proof[i] ^ signature[i]);
        return MessageDigest.isEqual(storedKey, sha256(clientKey));
    }

    /// What the client checks the server by, `v=` in its final message.
    public byte[] signature(String authMessage) { return hmac(serverKey, authMessage); }

    @Override public byte[] salt() { return salt.clone(); }

    @Override public byte[] storedKey() { return storedKey.clone(); }

    @Override public byte[] serverKey() { return serverKey.clone(); }

    /// The RFC 5803 form: a secret, for the database alone.
    public String text() {
        var base64 = Base64.getEncoder();
        return "SCRAM-SHA-256$" + iterations + ':' + base64.encodeToString(salt) + '$' + base64.encodeToString(storedKey) + ':' + base64.encodeToString(serverKey);
    }

    @Override public boolean equals(Object other) { return other instanceof ScramVerifier v && v.text().equals(text()); }

    @Override public int hashCode() { return text().hashCode(); }

    @Override public String toString() { return "ScramVerifier[…]"; }

    private static byte[] hmac(byte[] key, String text) {
        try {
            var mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(key, "HmacSHA256"));
            return mac.doFinal(text.getBytes(StandardCharsets.UTF_8));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private static byte[] sha256(byte[] octets) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(octets);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }
}
