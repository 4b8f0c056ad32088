package org.posthouse.store;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.zip.CRC32C;

/// Reads one record where an index says it stands, and believes nothing that its CRCs do not confirm.
///
/// @param envelope its octets, CRC checked
/// @param bodyAt   offset of the body in its file: behind the envelope, or 0 in a file of its own
record RecordReader(Block.Record block, ByteBuffer envelope, long bodyAt) {
    private static final int GUESS = 1024;
    private static final int PIECE = 64 << 10;

    /// Empty when another record or none stands there, or its envelope is rotten.
    static Optional<RecordReader> read(FileChannel channel, long salt, Index.Slot slot) throws IOException {
        var head = Disk.read(channel, slot.offset(), GUESS); // one read for most envelopes
        var block = Block.decode(head, 0, salt).orElse(null);
        if (!(block instanceof Block.Record record) || record.number() != slot.number() || record.bodyLength() != slot.bodyLength()) return Optional.empty();
        int end = Block.Record.LENGTH + record.envelopeLength();
        if (end > head.limit()) head = Disk.read(channel, slot.offset(), end);
        if (end > head.limit()) return Optional.empty();
        var envelope = head.slice(Block.Record.LENGTH, record.envelopeLength());
        if (Crc.of(envelope) != record.envelopeCrc()) return Optional.empty();
        return Optional.of(new RecordReader(record, envelope, record.large() ? 0 : slot.offset() + end));
    }

    /// The file the body is in.
    static Path bodyFile(StorePaths paths, Generation generation, RecordId id, boolean large) { return large ? paths.large(id) : generation.file; }

    /// Reads the body through; false when it is rotten or too short.
    boolean bodyWhole(FileChannel body) throws IOException {
        var sum = new CRC32C();
        long left = block.bodyLength();
        for (long at = bodyAt; left > 0; ) {
            var octets = Disk.read(body, at, (int) Math.min(PIECE, left));
            if (!octets.hasRemaining()) return false;
            at += octets.remaining();
            left -= octets.remaining();
            sum.update(octets);
        }
        return (int) sum.getValue() == block.bodyCrc();
    }

    /// The large body's file is there and as long as it should be.
    static boolean largeThere(StorePaths paths, RecordId id, long length) throws IOException {
        try {
            return Files.size(paths.large(id)) == length;
        } catch (NoSuchFileException missing) {
            return false;
        }
    }
}
