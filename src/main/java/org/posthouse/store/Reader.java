package org.posthouse.store;

import static java.nio.file.StandardOpenOption.READ;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.NoSuchFileException;
import java.util.Optional;

/// Finds records by their ids and opens them, or says that they are damaged. Any thread.
final class Reader {
    private final StorePaths paths;
    private final SegmentLog log;
    private final Quarantine quarantine;
    private final Verified verified;

    Reader(StorePaths paths, SegmentLog log, Quarantine quarantine, Verified verified) {
        this.paths = paths;
        this.log = log;
        this.quarantine = quarantine;
        this.verified = verified;
    }

    /// Empty when there is no such record, or no longer.
    Optional<StoredBody> read(RecordId id) throws IOException {
        var segment = log.find(id.segment());
        var entered = segment.flatMap(Segment::enter);
        if (entered.isEmpty()) return Optional.empty();
        Optional<StoredBody> body = Optional.empty();
        try {
            body = body(segment.get(), entered.get(), id);
            return body;
        } finally {
            if (body.isEmpty()) segment.get().leave(entered.get());
        }
    }

    private Optional<StoredBody> body(Segment segment, Generation generation, RecordId id) throws IOException {
        var slot = segment.find(generation, id.number());
        if (slot.isEmpty()) {
            if (segment.damaged) throw new DamagedRecord(id, "lost in unreadable octets");
            return Optional.empty();
        }
        if (segment.damaged(slot.get())) throw new DamagedRecord(id, "its CRC is wrong");
        var record = record(segment, generation, slot.get());
        if (record.isEmpty()) throw damaged(segment, id, "its header is wrong");
        FileChannel channel;
        try {
            channel = FileChannel.open(RecordReader.bodyFile(paths, generation, id, slot.get().large()), READ);
        } catch (NoSuchFileException e) {
            throw damaged(segment, id, "its file is missing");
        }
        try {
            return Optional.of(new StoredBody(id, record.get(), channel, new Source(segment, generation)));
        } catch (IOException e) {
            channel.close();
            throw e;
        }
    }

    /// A handle has a channel of its own: an interrupt closes the channel it hits, and a shared one would be closed for everybody.
    private static Optional<RecordReader> record(Segment segment, Generation generation, Index.Slot slot) throws IOException {
        try (var channel = FileChannel.open(generation.file, READ)) {
            var record = RecordReader.read(channel, segment.salt, slot);
            if (record.isPresent() || !segment.sealed) return record;
            segment.reindex(generation); // the sidecar may have pointed to the wrong place
            var again = segment.find(generation, slot.number());
            return again.isEmpty() ? Optional.empty() : RecordReader.read(channel, segment.salt, again.get());
        }
    }

    private DamagedRecord damaged(Segment segment, RecordId id, String what) {
        if (segment.markDamaged(id.number())) quarantine.report(new Damage(id.segment(), Optional.of(id), 0, 0, what));
        return new DamagedRecord(id, what);
    }

    private final class Source implements StoredBody.Source {
        private final Segment segment;
        private final Generation generation;

        Source(Segment segment, Generation generation) {
            this.segment = segment;
            this.generation = generation;
        }

        @Override public boolean verified(RecordId id) { return verified.contains(id); }

        @Override public void nowVerified(RecordId id) { verified.add(id); }

        @Override public DamagedRecord damaged(RecordId id, String what) { return Reader.this.damaged(segment, id, what); }

        @Override public void leave() { segment.leave(generation); }
    }
}
