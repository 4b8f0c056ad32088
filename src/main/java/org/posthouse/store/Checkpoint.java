package org.posthouse.store;

import static java.nio.file.StandardOpenOption.READ;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.util.Optional;

/// The durable checkpoint: one file of 56 octets, replaced as a whole.
///
/// @param dispatched all up to here is dispatched and durable in the database
/// @param ordinal    the segment that was written to at the time
/// @param synced     and how far it was synced; one more witness of what must be there after a crash
record Checkpoint(Position dispatched, long ordinal, long synced) {
    static final Checkpoint NONE = new Checkpoint(Position.START, 0, 0);
    private static final long MAGIC = 0x5048_4348_4B31_0D0AL; // "PHCHK1\r\n"
    private static final int LENGTH = 56;

    void write(StorePaths paths) throws IOException {
        Disk.replace(paths.checkpoint(), ByteBuffer.wrap(encode()));
        Disk.force(paths.store());
    }

    /// The file's octets.
    byte[] encode() {
        var out = ByteBuffer.allocate(LENGTH);
        out.putLong(MAGIC).putLong(dispatched.ordinal()).putInt(dispatched.number()).putInt(0).putLong(ordinal).putLong(synced);
        out.position(LENGTH - 4);
        return out.putInt(Crc.of(out.duplicate().flip())).array();
    }

    /// Empty when the file is rotten: without it nobody can tell what was delivered already.
    static Optional<Checkpoint> read(StorePaths paths) throws IOException {
        try (var channel = FileChannel.open(paths.checkpoint(), READ)) {
            var in = Disk.read(channel, 0, LENGTH + 1);
            if (in.remaining() != LENGTH || in.getLong(0) != MAGIC || in.getInt(LENGTH - 4) != Crc.of(in.slice(0, LENGTH - 4))) return Optional.empty();
            return Optional.of(new Checkpoint(new Position(in.getLong(8), in.getInt(16)), in.getLong(24), in.getLong(32)));
        }
    }
}
