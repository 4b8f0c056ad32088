package org.posthouse.store;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Optional;
import java.util.UUID;

/// The first 128 octets of a segment.
///
/// @param salt        begins every block of this segment, so that octets of a message can never pass for a block
/// @param previous    the segment that was open before this one, all zero for the first
/// @param previousEnd up to here that one was synced; nothing behind it counts. This is how a segment retired by a failed sync learns its end
record SegmentHeader(SegmentName name, long salt, long createdMillis, UUID previous, long previousEnd) {
    static final int LENGTH = 128;
    static final int VERSION = 1;
    private static final long MAGIC = 0x5048_4F55_5345_0D0AL; // "PHOUSE\r\n": a transfer in text mode breaks it

    ByteBuffer encode() {
        var out = ByteBuffer.allocate(LENGTH);
        out.putLong(MAGIC).putInt(VERSION).putInt(name.generation()).putLong(name.ordinal());
        out.putLong(name.id().getMostSignificantBits()).putLong(name.id().getLeastSignificantBits());
        out.putLong(salt).putLong(createdMillis);
        out.putLong(previous.getMostSignificantBits()).putLong(previous.getLeastSignificantBits()).putLong(previousEnd);
        out.position(LENGTH - 4);
        return out.putInt(Crc.of(out.duplicate().flip())).flip();
    }

    /// Empty when the octets are rotten.
    ///
    /// @throws IOException when they are whole and of a version this house does not read
    static Optional<SegmentHeader> decode(ByteBuffer in) throws IOException {
        if (in.remaining() < LENGTH || in.getLong(0) != MAGIC || in.getInt(LENGTH - 4) != Crc.of(in.slice(0, LENGTH - 4))) return Optional.empty();
        if (in.getInt(8) != VERSION) throw new IOException("segment version " + in.getInt(8) + ", this house reads " + VERSION);
        var name = new SegmentName(in.getLong(16), new UUID(in.getLong(24), in.getLong(32)), in.getInt(12));
        return Optional.of(new SegmentHeader(name, in.getLong(40), in.getLong(48), new UUID(in.getLong(56), in.getLong(64)), in.getLong(72)));
    }
}
