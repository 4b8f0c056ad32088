package org.posthouse.security;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/// The digest of POP3's APOP command (RFC 1939 §7). MD5 is broken, so accounts must ask for it.
public final class Apop {
    private Apop() { }

    /// 32 lower-case hex digits.
    ///
    /// @param banner the greeting's time stamp with its angle brackets
    public static String digest(String banner, String secret) {
        try {
            var md5 = MessageDigest.getInstance("MD5");
            md5.update(banner.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(md5.digest(secret.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    /// In constant time.
    public static boolean matches(String banner, String secret, String digest) {
        return MessageDigest.isEqual(digest(banner, secret).getBytes(StandardCharsets.US_ASCII), digest.getBytes(StandardCharsets.UTF_8));
    }
}
