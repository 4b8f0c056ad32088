package org.posthouse.mailbox;

import java.nio.ByteBuffer;
import java.util.UUID;

/// A segment's UUID as the BINARY(16) it is in rows.
public final class Segments {
    private Segments() { }

    public static byte[] octets(UUID segment) { return ByteBuffer.allocate(16).putLong(segment.getMostSignificantBits()).putLong(segment.getLeastSignificantBits()).array(); }

    public static UUID uuid(byte[] octets) {
        var buffer = ByteBuffer.wrap(octets);
        return new UUID(buffer.getLong(), buffer.getLong());
    }
}
