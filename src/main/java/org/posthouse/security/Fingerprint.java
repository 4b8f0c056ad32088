package org.posthouse.security;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/// SHA-256 in lower-case hex: enough to keep of a secret that the house made itself and nobody can guess. Never of a password that a person chose.
public final class Fingerprint {
    private Fingerprint() { }

    public static String of(String text) { return of(text.getBytes(StandardCharsets.UTF_8)); }

    public static String of(byte[] octets) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(octets));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);                          // every JDK has it
        }
    }
}
