package org.posthouse.store;

import static java.nio.file.StandardOpenOption.READ;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.util.Optional;

/// Reads the header sections of messages one after the other, to tell people which message it was: cheaply, so without reading whole bodies for their CRC. What it gives is never delivered.
///
/// One thread; close it soon, it keeps a segment's place on disk.
public final class Headings implements AutoCloseable {
    private final StorePaths paths;
    private final SegmentLog log;
    private Segment segment;
    private Generation generation;
    private FileChannel channel;

    Headings(StorePaths paths, SegmentLog log) {
        this.paths = paths;
        this.log = log;
    }

    /// @param most octets
    /// @return empty when there is no such record, no longer, or not whole
    public Optional<byte[]> read(RecordId id, int most) throws IOException {
        if (segment == null || !segment.id.equals(id.segment())) turnTo(id);
        if (segment == null) return Optional.empty();
        var slot = segment.find(generation, id.number());
        if (slot.isEmpty() || segment.damaged(slot.get())) return Optional.empty();
        var record = RecordReader.read(channel, segment.salt, slot.get());
        if (record.isEmpty()) return Optional.empty();
        int octets = Math.min(most, EnvelopeCodec.decodeFacts(record.get().envelope().duplicate()).headerSize());
        if (!slot.get().large()) return Optional.of(octets(channel, record.get().bodyAt(), octets));
        try (var body = FileChannel.open(paths.large(id), READ)) {
            return Optional.of(octets(body, 0, octets));
        }
    }

    private static byte[] octets(FileChannel file, long at, int count) throws IOException {
        var buffer = Disk.read(file, at, count);
        var octets = new byte[buffer.remaining()];
        buffer.get(octets);
        return octets;
    }

    private void turnTo(RecordId id) throws IOException {
        close();
        var found = log.find(id.segment());
        var entered = found.flatMap(Segment::enter);
        if (entered.isEmpty()) return;
        try {
            channel = FileChannel.open(entered.get().file, READ);
            segment = found.get();
            generation = entered.get();
        } finally {
            if (segment == null) found.get().leave(entered.get());
        }
    }

    @Override public void close() throws IOException {
        if (segment == null) return;
        var open = channel;
        segment.leave(generation);
        segment = null;
        generation = null;
        channel = null;
        open.close();
    }
}
