package org.posthouse.backup;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Optional;
import javax.crypto.Mac;

/// SHA-256 without a key, HMAC-SHA256 with one: a digest of a short secret must not stand in the clear beside its sealed octets.
interface Digest {
    void update(byte[] octets, int from, int length);

    /// In hexadecimal; begins anew.
    String end();

    static Digest of(Optional<BackupKey> key, String use) { return key.<Digest>map(k -> keyed(k.mac(use))).orElseGet(Digest::plain); }

    private static Digest keyed(Mac mac) {
        return new Digest() {
            @Override public void update(byte[] octets, int from, int length) { mac.update(octets, from, length); }

            @Override public String end() { return HexFormat.of().formatHex(mac.doFinal()); }
        };
    }

    private static Digest plain() {
        try {
            var sum = MessageDigest.getInstance("SHA-256");
            return new Digest() {
                @Override public void update(byte[] octets, int from, int length) { sum.update(octets, from, length); }

                @Override public String end() { return HexFormat.of().formatHex(sum.digest()); }
            };
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException(impossible);
        }
    }
}
