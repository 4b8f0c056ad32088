package org.posthouse.store;

import static java.nio.file.StandardOpenOption.CREATE;
import static java.nio.file.StandardOpenOption.READ;
import static java.nio.file.StandardOpenOption.TRUNCATE_EXISTING;
import static java.nio.file.StandardOpenOption.WRITE;

import java.io.IOException;
import java.lang.System.Logger.Level;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Optional;

/// Gives back the room of dead records. A segment is copied without them under the name of its next generation; the rename is the moment that counts,
/// so a crash leaves the old generation or the new one, both with everything that lives. One thread at a time.
final class Compactor {
    private static final System.Logger LOG = System.getLogger(Compactor.class.getName());

    private final StorePaths paths;
    private final StoreOptions options;
    private final SegmentLog log;
    private final Quarantine quarantine;
    private final IndexPages pages;
    private int rewritten;
    private int removed;
    private int postponed;
    private long freed;

    Compactor(StorePaths paths, StoreOptions options, SegmentLog log, Quarantine quarantine, IndexPages pages) {
        this.paths = paths;
        this.options = options;
        this.log = log;
        this.quarantine = quarantine;
        this.pages = pages;
    }

    /// One segment's records sorted by whether anyone refers to them.
    private record Census(List<Index.Slot> live, List<Index.Slot> dead, long liveOctets, long octets, int records) { }

    Compaction run(Liveness liveness, double liveShare, Position checkpoint) throws IOException {
        for (var segment : List.copyOf(log.all())) {
            if (segment.sealed && !segment.damaged && behind(segment, checkpoint)) compact(segment, liveness, liveShare);
        }
        return new Compaction(rewritten, removed, postponed, freed);
    }

    private static boolean behind(Segment segment, Position checkpoint) throws IOException {
        if (checkpoint.ordinal() != segment.ordinal) return checkpoint.ordinal() > segment.ordinal;
        var index = segment.walkable(segment.current());
        return index.size() > 0 && checkpoint.number() >= index.at(index.size() - 1).number();
    }

    private void compact(Segment segment, Liveness liveness, double liveShare) throws IOException {
        var old = segment.current();
        var census = census(segment, old, liveness);
        if (census.dead.isEmpty() && !census.live.isEmpty() || census.liveOctets >= liveShare * census.octets && !census.live.isEmpty()) return;
        var next = old.name.nextGeneration();
        var unfinished = next.segment(paths).resolveSibling(next.segment(paths).getFileName() + Disk.UNFINISHED);
        long since = segment.unpinnedSince();
        if (since < 0) {
            postponed++;
            return;
        }
        try {
            var copy = census.live.isEmpty() ? Optional.<Generation>empty() : copy(segment, old, census, next, unfinished);
            if (segment.damaged) return; // the copy would have lost the evidence
            // Whoever adds a reference pins the segment first: no pin since `since` and nobody alive who was dead means that nobody will miss the dead.
            if (reborn(segment, census, liveness) || !replace(segment, since, old, copy, unfinished, census)) postponed++;
        } finally {
            Disk.discard(unfinished);
        }
    }

    private static Census census(Segment segment, Generation generation, Liveness liveness) throws IOException {
        var index = segment.walkable(generation);
        int records = index.size() == 0 ? 0 : index.at(index.size() - 1).number() + 1;
        var alive = records == 0 ? new BitSet() : liveness.live(segment.id, records);
        var live = new ArrayList<Index.Slot>();
        var dead = new ArrayList<Index.Slot>();
        long liveOctets = 0;
        long octets = 0;
        for (int i = 0; i < index.size(); i++) {
            var slot = index.at(i);
            boolean lives = alive.get(slot.number());
            (lives ? live : dead).add(slot);
            octets += slot.bodyLength() + Block.Record.LENGTH;
            if (lives) liveOctets += slot.bodyLength() + Block.Record.LENGTH;
        }
        return new Census(live, dead, liveOctets, octets, records);
    }

    private static boolean reborn(Segment segment, Census census, Liveness liveness) throws IOException {
        if (census.records == 0) return false;
        var alive = liveness.live(segment.id, census.records);
        return census.dead.stream().anyMatch(slot -> alive.get(slot.number()));
    }

    /// Writes and syncs the next generation under an unfinished name. A record that is found damaged on the way stops it.
    private Optional<Generation> copy(Segment segment, Generation old, Census census, SegmentName name, Path unfinished) throws IOException {
        var index = new MemoryIndex();
        try (var from = FileChannel.open(old.file, READ); var to = FileChannel.open(unfinished, CREATE, WRITE, TRUNCATE_EXISTING)) {
            var header = SegmentHeader.decode(Disk.read(from, 0, SegmentHeader.LENGTH));
            if (header.isEmpty()) return damaged(segment, Optional.empty(), "the segment's header is wrong");
            Disk.writeFully(to, new SegmentHeader(name, segment.salt, header.get().createdMillis(), header.get().previous(), header.get().previousEnd()).encode(), 0);
            var buffer = new BatchBuffer(options.bufferBytes());
            buffer.start(to, SegmentHeader.LENGTH);
            buffer.put(new Block.Mark(false, 0, SegmentHeader.LENGTH), segment.salt);
            for (var slot : census.live) {
                var record = RecordReader.read(from, segment.salt, slot);
                if (record.isEmpty() || !slot.large() && !record.get().bodyWhole(from)) return damaged(segment, Optional.of(slot), "its CRC is wrong");
                index.add(new Index.Slot(slot.number(), slot.large(), false, buffer.position(), slot.bodyLength()));
                copy(record.get(), from, buffer, segment.salt);
            }
            buffer.put(new Block.Mark(true, census.records, buffer.position()), segment.salt);
            buffer.flush();
            to.force(true);
            return Optional.of(new Generation(name, name.segment(paths), index, buffer.position()));
        }
    }

    private static void copy(RecordReader record, FileChannel from, BatchBuffer buffer, long salt) throws IOException {
        buffer.put(record.block(), salt);
        var envelope = new byte[record.envelope().remaining()];
        record.envelope().duplicate().get(envelope);
        buffer.put(envelope, envelope.length);
        for (long at = 0, end = record.block().inlineBody(); at < end; ) {
            var octets = Disk.read(from, record.bodyAt() + at, (int) Math.min(64 << 10, end - at));
            if (!octets.hasRemaining()) throw new IOException("the segment became shorter while it was read");
            buffer.put(octets.array(), octets.limit());
            at += octets.limit();
        }
        buffer.pad();
    }

    private Optional<Generation> damaged(Segment segment, Optional<Index.Slot> slot, String what) {
        segment.markDamaged(slot.map(Index.Slot::number).orElse(-1));
        quarantine.report(new Damage(segment.id, slot.map(s -> segment.record(s.number())), slot.map(Index.Slot::offset).orElse(0L), 0, what));
        return Optional.empty();
    }

    /// @return false when the segment was pinned meanwhile; then nothing has changed
    private boolean replace(Segment segment, long since, Generation old, Optional<Generation> copy, Path unfinished, Census census) throws IOException {
        if (copy.isPresent()) {
            writeSidecar(segment, copy.get());
            if (!segment.takeOver(since, copy.get(), unfinished)) {
                Disk.discard(copy.get().name.sidecar(paths));
                return false;
            }
            Disk.force(paths.store()); // before the old generation goes, the new one's name must be durable; if this fails both stay until the next start
            rewritten++;
        } else {
            if (!segment.remove(since)) return false;
            log.remove(segment);
            removed++;
        }
        freed += old.end - copy.map(generation -> generation.end).orElse(0L);
        segment.discard(old, leftovers(segment, old, census));
        LOG.log(Level.INFO, "store compacted segment=" + segment.id + " live=" + census.live.size() + " dead=" + census.dead.size());
        return true;
    }

    /// In the order of deletion: the old generation goes last, as long as it is there the next start looks for dead bodies.
    private List<Path> leftovers(Segment segment, Generation old, Census census) {
        var leftovers = new ArrayList<Path>();
        for (var slot : census.dead) {
            if (!slot.large()) continue;
            leftovers.add(paths.large(segment.record(slot.number())));
            freed += slot.bodyLength();
        }
        leftovers.add(old.name.sidecar(paths));
        leftovers.add(old.file);
        return leftovers;
    }

    private void writeSidecar(Segment segment, Generation copy) {
        var file = copy.name.sidecar(paths);
        try {
            Sidecar.write(file, segment.salt, copy.end, false, (MemoryIndex) copy.index);
            pages.forget(file);
            Sidecar.open(file, segment.salt, copy.end, pages).ifPresent(sidecar -> copy.index = sidecar);
        } catch (IOException e) {
            LOG.log(Level.WARNING, "store index stays in memory segment=" + segment.id, e);
        }
    }
}
