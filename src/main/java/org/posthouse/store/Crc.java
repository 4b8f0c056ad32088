package org.posthouse.store;

import java.nio.ByteBuffer;
import java.util.zip.CRC32C;

/// CRC-32C (Castagnoli), the one that processors compute in hardware.
final class Crc {
    private Crc() { }

    static int of(byte[] octets) { return of(ByteBuffer.wrap(octets)); }

    /// Of all that remains; the buffer's position stays.
    static int of(ByteBuffer octets) {
        var crc = new CRC32C();
        crc.update(octets.duplicate());
        return (int) crc.getValue();
    }
}
