package org.posthouse.backup;

import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import java.util.Optional;
import java.util.zip.CRC32C;
import javax.crypto.AEADBadTagException;
import javax.crypto.Cipher;
import javax.crypto.SecretKey;
import javax.crypto.spec.GCMParameterSpec;

/// How an object is cut: a head of 32 octets, then chunks of one mebioctet, each sealed with AES-256-GCM under a key of the object's own, or followed by a CRC-32C where there is no key. The nonce is
/// the chunk's number and whether it is the last (the STREAM construction), so that chunks cannot be swapped, left out or cut off unseen.
final class Chunks {
    static final long MAGIC = 0x5048_4F42_4A31_0D0AL;             // "PHOBJ1\r\n"
    static final int HEAD = 32;
    static final int SALT = 16;
    static final int CHUNK = 1 << 20;
    static final int SEALED = 1;
    private static final int TAG = 16;
    private static final int CRC = 4;

    private final Optional<SecretKey> key;
    private final byte[] head;
    private int number;

    Chunks(byte[] head, Optional<SecretKey> key) {
        this.head = head;
        this.key = key;
    }

    static byte[] head(boolean sealed, byte[] salt) { return ByteBuffer.allocate(HEAD).putLong(MAGIC).putInt(1).putInt(sealed ? SEALED : 0).put(salt).array(); }

    /// Octets that a chunk has more than what is in it.
    int overhead() { return key.isPresent() ? TAG : CRC; }

    int number() { return number; }

    byte[] close(byte[] octets, int length, boolean last) throws GeneralSecurityException {
        if (key.isPresent()) return cipher(Cipher.ENCRYPT_MODE, last).doFinal(octets, 0, length);
        return ByteBuffer.allocate(length + CRC).put(octets, 0, length).putInt(crc(octets, length, last)).array();
    }

    /// Empty when it is not what was closed as the next one.
    Optional<byte[]> open(byte[] closed, int length, boolean last) throws GeneralSecurityException {
        if (length < overhead()) return Optional.empty();
        try {
            if (key.isPresent()) return Optional.of(cipher(Cipher.DECRYPT_MODE, last).doFinal(closed, 0, length));
        } catch (AEADBadTagException _) {
            return Optional.empty();
        }
        int octets = length - CRC;
        return ByteBuffer.wrap(closed).getInt(octets) == crc(closed, octets, last) ? Optional.of(java.util.Arrays.copyOf(closed, octets)) : Optional.empty();
    }

    private int crc(byte[] octets, int length, boolean last) {
        var sum = new CRC32C();
        sum.update(head);
        sum.update(ByteBuffer.allocate(5).putInt(number++).put((byte) (last ? 1 : 0)).flip());
        sum.update(octets, 0, length);
        return (int) sum.getValue();
    }

    private Cipher cipher(int mode, boolean last) throws GeneralSecurityException {
        var cipher = Cipher.getInstance("AES/GCM/NoPadding");
        cipher.init(mode, key.orElseThrow(), new GCMParameterSpec(8 * TAG, ByteBuffer.allocate(12).putInt(7, number++).put(11, (byte) (last ? 1 : 0)).array()));     // one key an object, so numbers are nonces
        cipher.updateAAD(head);
        return cipher;
    }
}
