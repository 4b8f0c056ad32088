package org.posthouse.store;

import static java.nio.file.StandardOpenOption.READ;
import static java.nio.file.StandardOpenOption.WRITE;

import java.io.IOException;
import java.lang.System.Logger.Level;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.UUID;

/// Turns what lies on disk into the log. Only octets that nothing vouches for are cut; what something vouches for and is wrong is reported and stays.
///
/// Who vouches for an offset of a segment: a mark in the segment itself, the next segment's header, the checkpoint, a seal, or its being a later
/// generation (which got its name only when it was whole). Every step may be cut short by a crash and is done again by the next start.
final class Recovery {
    private static final System.Logger LOG = System.getLogger(Recovery.class.getName());
    /// Lost records reported one by one from one unreadable stretch; more are summed up in the stretch's own report.
    private static final int REPORTED = 10_000;

    private final StorePaths paths;
    private final Checkpoint checkpoint;
    private final Quarantine quarantine;
    private final IndexPages pages;
    private final SegmentLog log = new SegmentLog();
    private final Set<UUID> uncertain = new HashSet<>();
    private final List<Found> superseded = new ArrayList<>();
    private long lastOrdinal;

    /// A segment file and what its head says; `salt` is empty when neither header nor first mark can be read.
    private record Found(SegmentName name, Path file, long length, Optional<SegmentHeader> header, OptionalLong salt) { }

    Recovery(StorePaths paths, Checkpoint checkpoint, Quarantine quarantine, IndexPages pages) {
        this.paths = paths;
        this.checkpoint = checkpoint;
        this.quarantine = quarantine;
        this.pages = pages;
        this.lastOrdinal = Math.max(checkpoint.ordinal(), checkpoint.dispatched().ordinal());
    }

    SegmentLog run() throws IOException, StoreUnusable {
        sweep();
        var found = newestGenerations();
        for (int i = 0; i < found.size(); i++) {
            var one = found.get(i);
            lastOrdinal = Math.max(lastOrdinal, one.name.ordinal());
            open(one, i + 1 < found.size() ? endToldBy(found.get(i + 1), one) : OptionalLong.empty()).ifPresent(log::add);
        }
        if (!superseded.isEmpty()) Disk.force(paths.store()); // a new generation's name must be durable before anything of the old one goes
        sweepLarge();
        sweepSidecars();
        for (var old : superseded) Disk.discard(old.file); // last: as long as it is there the next start looks for dead bodies
        return log;
    }

    long lastOrdinal() { return lastOrdinal; }

    private void sweep() throws IOException {
        for (var file : Disk.list(paths.spool())) Disk.discard(file);
        for (var file : Disk.list(paths.store())) if (file.getFileName().toString().endsWith(Disk.UNFINISHED)) Disk.discard(file);
    }

    private List<Found> newestGenerations() throws IOException, StoreUnusable {
        var newest = new HashMap<UUID, Found>();
        for (var file : Disk.list(paths.store())) {
            var name = SegmentName.parse(file.getFileName().toString());
            if (name.isEmpty()) continue;
            var one = look(name.get(), file);
            var other = newest.get(one.name.id());
            boolean newer = other == null || other.name.generation() < one.name.generation();
            if (newer) newest.put(one.name.id(), one);
            if (other != null) {
                superseded.add(newer ? other : one);
                uncertain.add(one.name.id());
            }
        }
        var inOrder = new ArrayList<>(newest.values());
        inOrder.sort(Comparator.comparingLong(one -> one.name.ordinal()));
        return inOrder;
    }

    private static Found look(SegmentName name, Path file) throws StoreUnusable {
        try (var channel = FileChannel.open(file, READ)) {
            var head = Disk.read(channel, 0, SegmentHeader.LENGTH + Block.Mark.LENGTH);
            var header = SegmentHeader.decode(head).filter(h -> h.name().equals(name));
            return new Found(name, file, channel.size(), header, header.map(h -> OptionalLong.of(h.salt())).orElseGet(() -> saltOfFirstMark(head)));
        } catch (IOException e) {
            throw new StoreUnusable(file, "cannot be read", e);
        }
    }

    private static OptionalLong saltOfFirstMark(ByteBuffer head) {
        if (head.limit() < SegmentHeader.LENGTH + Block.Mark.LENGTH) return OptionalLong.empty();
        long salt = head.getLong(SegmentHeader.LENGTH);
        return Block.decode(head, SegmentHeader.LENGTH, salt).isPresent() ? OptionalLong.of(salt) : OptionalLong.empty();
    }

    private static OptionalLong endToldBy(Found next, Found one) {
        return next.header.filter(h -> h.previous().equals(one.name.id())).map(h -> OptionalLong.of(h.previousEnd())).orElse(OptionalLong.empty());
    }

    private Optional<Segment> open(Found one, OptionalLong told) throws StoreUnusable {
        try {
            if (one.salt.isEmpty()) return Optional.of(unreadable(one));
            if (one.header.isEmpty()) report(one, Optional.empty(), 0, SegmentHeader.LENGTH, "the segment's header is wrong");
            if (!sealed(one)) return recover(one, told);
            var sidecar = Sidecar.open(one.name.sidecar(paths), one.salt.getAsLong(), one.length, pages);
            if (sidecar.isEmpty()) return Optional.of(scanSealed(one));
            var segment = segment(one, sidecar.get(), one.length);
            if (sidecar.get().damaged() || one.header.isEmpty()) segment.markDamaged(-1);
            return Optional.of(segment);
        } catch (IOException e) {
            throw new StoreUnusable(one.file, "cannot be recovered", e);
        }
    }

    private static boolean sealed(Found one) throws IOException {
        long at = one.length - Block.Mark.LENGTH;
        if (at < SegmentHeader.LENGTH || at % 8 != 0) return false;
        try (var channel = FileChannel.open(one.file, READ)) {
            var block = Block.decode(Disk.read(channel, at, Block.Mark.LENGTH), 0, one.salt.getAsLong());
            return block.isPresent() && block.get() instanceof Block.Mark mark && mark.seal() && mark.synced() <= at;
        }
    }

    private static Segment segment(Found one, Index index, long end) {
        return new Segment(new Generation(one.name, one.file, index, end), one.salt.orElse(0), true);
    }

    private Segment unreadable(Found one) {
        report(one, Optional.empty(), 0, one.length, "neither the segment's header nor its first mark can be read; the file is left alone");
        var segment = segment(one, new MemoryIndex(), one.length);
        segment.markDamaged(-1);
        return segment;
    }

    /// The seal is there but the sidecar is not. All records lie before the offset that the seal vouches for; between there and the seal stands at most
    /// the mark of an idle writer, which was never synced and may be torn at a sector's edge.
    private Segment scanSealed(Found one) throws IOException {
        try (var channel = FileChannel.open(one.file, READ)) {
            var scan = Scan.of(channel, one.salt.getAsLong(), one.length);
            return finish(one, scan, scan.index, scan.synced, one.length);
        }
    }

    private Optional<Segment> recover(Found one, OptionalLong told) throws IOException {
        uncertain.add(one.name.id());
        long limit = told.isPresent() ? Math.min(one.length, told.getAsLong()) : one.length;
        try (var channel = FileChannel.open(one.file, READ, WRITE)) {
            var scan = Scan.of(channel, one.salt.getAsLong(), limit);
            long vouched = vouched(one, scan, told);
            long cut = cut(one, scan, vouched, limit);
            var index = below(scan.index, cut);
            boolean nothing = index.size() == 0 && scan.bad.stream().allMatch(bad -> bad.from() >= cut) && vouched <= cut;
            if (nothing && one.name.generation() == 0) {
                LOG.log(Level.INFO, "store segment empty, removed segment=" + one.name.id() + " octets=" + one.length);
                Disk.discard(one.file);
                return Optional.empty();
            }
            if (cut < one.length) LOG.log(Level.WARNING, "store tail cut segment=" + one.name.id() + " at=" + cut + " octets=" + (one.length - cut));
            long end = reseal(channel, one, scan, index, cut);
            return Optional.of(finish(one, scan, index, vouched, end));
        }
    }

    private long vouched(Found one, Scan scan, OptionalLong told) {
        if (one.name.generation() > 0) return one.length;
        long witnessed = one.name.ordinal() == checkpoint.ordinal() ? checkpoint.synced() : 0;
        return Math.max(Math.max(scan.synced, witnessed), told.orElse(0));
    }

    /// Where the octets begin that nothing vouches for and that do not make whole records.
    private long cut(Found one, Scan scan, long vouched, long limit) throws IOException {
        long cut = limit;
        for (var bad : scan.bad) if (bad.from() >= vouched) cut = Math.min(cut, bad.from());
        for (int i = scan.index.size() - 1; i >= 0 && scan.index.at(i).offset() >= vouched; i--) {
            var slot = scan.index.at(i);
            var id = new RecordId(one.name.id(), slot.number());
            if (slot.large() && !RecordReader.largeThere(paths, id, slot.bodyLength())) cut = Math.min(cut, slot.offset());
        }
        return cut;
    }

    private static MemoryIndex below(MemoryIndex all, long cut) {
        var kept = new MemoryIndex();
        for (int i = 0; i < all.size() && all.at(i).offset() < cut; i++) kept.add(all.at(i));
        return kept;
    }

    /// What is kept must be on disk before anyone acts on it: after kill -9 it may be in the page cache alone.
    private static long reseal(FileChannel channel, Found one, Scan scan, MemoryIndex index, long cut) throws IOException {
        if (cut < one.length) channel.truncate(cut);
        channel.force(true);
        long at = cut + 7 & ~7L;
        int next = Math.max(index.size() == 0 ? 0 : index.at(index.size() - 1).number() + 1, scan.next);
        var seal = ByteBuffer.allocate(Block.Mark.LENGTH);
        new Block.Mark(true, next, at).encode(seal, one.salt.getAsLong());
        Disk.writeFully(channel, seal.flip(), at);
        channel.force(true);
        return at + Block.Mark.LENGTH;
    }

    private Segment finish(Found one, Scan scan, MemoryIndex index, long vouched, long end) {
        var segment = segment(one, index, end);
        if (one.header.isEmpty()) segment.markDamaged(-1);
        reportLost(one, scan, index, vouched, end, segment);
        var file = one.name.sidecar(paths);
        try {
            Sidecar.write(file, segment.salt, end, segment.damaged, index);
            pages.forget(file);
            Sidecar.open(file, segment.salt, end, pages).ifPresent(sidecar -> segment.current().index = sidecar);
        } catch (IOException e) {
            LOG.log(Level.WARNING, "store index stays in memory segment=" + one.name.id(), e);
        }
        return segment;
    }

    private void reportLost(Found one, Scan scan, MemoryIndex index, long vouched, long end, Segment segment) {
        for (var bad : scan.bad) {
            if (bad.from() >= Math.min(vouched, end)) continue;
            var record = bad.number() < 0 ? Optional.<RecordId>empty() : Optional.of(segment.record(bad.number()));
            segment.markDamaged(bad.number());
            report(one, record, bad.from(), bad.to() - bad.from(), record.isPresent() ? "its CRC is wrong" : "unreadable octets");
        }
        if (vouched > Math.max(end, one.length)) {
            segment.markDamaged(-1);
            report(one, Optional.empty(), one.length, vouched - one.length, "the file is shorter than it was");
        }
        if (segment.damaged && one.name.generation() == 0) reportMissing(one, scan, index, segment);
    }

    /// Before the first compaction numbers have no gaps, so those that are missing are lost records.
    private void reportMissing(Found one, Scan scan, MemoryIndex index, Segment segment) {
        int expected = 0;
        int left = REPORTED;
        for (int i = 0; i <= index.size(); i++) {
            int found = i < index.size() ? index.at(i).number() : Math.max(scan.next, expected);
            for (; expected < found && left > 0; expected++, left--) {
                segment.markDamaged(expected);
                report(one, Optional.of(segment.record(expected)), 0, 0, "lost in unreadable octets");
            }
            expected = found + 1;
        }
    }

    private void report(Found one, Optional<RecordId> record, long offset, long length, String what) {
        quarantine.report(new Damage(one.name.id(), record, offset, length, what));
    }

    /// Bodies that no record refers to: moved for a batch that was never synced, or dead and left over by a compaction that was cut short.
    private void sweepLarge() throws IOException {
        Map<RecordId, Path> files = new HashMap<>();
        for (var file : Disk.list(paths.large())) {
            var name = file.getFileName().toString();
            if (name.endsWith(".msg")) RecordId.parse(name.substring(0, name.length() - 4)).ifPresent(id -> files.put(id, file));
        }
        for (var entry : files.entrySet()) {
            var segment = log.find(entry.getKey().segment());
            if (segment.isEmpty()) Disk.discard(entry.getValue());
            else if (uncertain.contains(segment.get().id) && !segment.get().damaged && !refersTo(segment.get(), entry.getKey())) Disk.discard(entry.getValue());
        }
    }

    private void sweepSidecars() throws IOException {
        var wanted = new HashSet<Path>();
        for (var segment : log.all()) wanted.add(segment.current().name.sidecar(paths));
        for (var file : Disk.list(paths.store())) if (file.getFileName().toString().endsWith(".idx") && !wanted.contains(file)) Disk.discard(file);
    }

    private static boolean refersTo(Segment segment, RecordId id) throws IOException {
        return segment.find(segment.current(), id.number()).filter(Index.Slot::large).isPresent();
    }
}
