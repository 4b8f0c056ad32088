package org.posthouse.security;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.OptionalLong;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/// Codes that change with time (RFC 6238): SHA-1, six digits, steps of 30 seconds, which is what every authenticator app speaks.
public final class Totp {
    static final int STEP_SECONDS = 30;
    private static final int DIGITS = 6;
    private static final int SECRET_OCTETS = 20;                         // RFC 4226 §4, R6
    private static final String BASE32 = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";  // RFC 4648 §6

    private Totp() { }

    public static byte[] secret(SecureRandom random) {
        var secret = new byte[SECRET_OCTETS];
        random.nextBytes(secret);
        return secret;
    }

    /// The step whose code this is: now's, the one before or the one after (RFC 6238 §5.2), but none up to `used`, since a code is good once.
    public static OptionalLong matching(byte[] secret, String typed, Instant now, long used) {
        var code = typed.replaceAll("\\s", "");
        if (!code.matches("\\d{" + DIGITS + "}")) return OptionalLong.empty();
        long current = now.getEpochSecond() / STEP_SECONDS;
        for (long step = current - 1; step <= current + 1; step++)
            if (step > used && MessageDigest.isEqual(code(secret, step, DIGITS).getBytes(StandardCharsets.US_ASCII), code.getBytes(StandardCharsets.US_ASCII))) return OptionalLong.of(step);
        return OptionalLong.empty();
    }

    /// RFC 4226 §5.3.
    static String code(byte[] secret, long step, int digits) {
        try {
            var mac = Mac.getInstance("HmacSHA1");
            mac.init(new SecretKeySpec(secret, "HmacSHA1"));
            var hash = mac.doFinal(ByteBuffer.allocate(Long.BYTES).putLong(step).array());
            int number = ByteBuffer.wrap(hash).getInt(hash[hash.length - 1] & 0xf) & 0x7fffffff;
            return ("%0" + digits + "d").formatted(number % (long) Math.pow(10, digits));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    /// As authenticator apps take a secret.
    public static String base32(byte[] octets) {
        var text = new StringBuilder();
        for (int bit = 0; bit < octets.length * 8; bit += 5) {
            int value = 0;
            for (int i = bit; i < bit + 5; i++) value = value << 1 | (i < octets.length * 8 ? octets[i / 8] >> 7 - i % 8 & 1 : 0);
            text.append(BASE32.charAt(value));
        }
        return text.toString();
    }

    /// What [#base32] wrote of whole octets.
    public static byte[] octets(String base32) {
        var octets = new byte[base32.length() * 5 / 8];
        for (int bit = 0; bit < octets.length * 8; bit++)
            if ((BASE32.indexOf(base32.charAt(bit / 5)) >> 4 - bit % 5 & 1) == 1) octets[bit / 8] |= (byte) (1 << 7 - bit % 8);
        return octets;
    }
}
