package org.posthouse.store;

import static java.nio.file.StandardOpenOption.CREATE;
import static java.nio.file.StandardOpenOption.TRUNCATE_EXISTING;
import static java.nio.file.StandardOpenOption.WRITE;

import java.io.IOException;
import java.lang.System.Logger.Level;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.random.RandomGenerator;
import org.posthouse.connector.api.Reply;

/// The one place that writes to the log. One thread owns it: what waits is written as one batch, synced once, then published and acknowledged.
///
/// A write or sync that fails is not tried again: after a failed fsync the kernel may call pages clean that never reached the disk, so a second one
/// would succeed and lie. The segment is retired as it was at its last synced mark, and the next batch begins a new one.
final class LogWriter {
    private static final System.Logger LOG = System.getLogger(LogWriter.class.getName());
    private static final Reply DISK_FAILED = Reply.of(451, "4.3.0", "The disk failed, try again later");
    private static final Reply DISK_FULL = Reply.of(452, "4.3.1", "The disk is full, try again later");
    private static final UUID NONE = new UUID(0, 0);

    private final StorePaths paths;
    private final StoreOptions options;
    private final Clock clock;
    private final RandomGenerator random;
    private final SegmentLog log;
    private final Follower follower;
    private final Space space;
    private final IndexPages pages;
    private final WriterFigures figures = new WriterFigures();
    private final BatchBuffer buffer;

    private long lastOrdinal;
    private UUID previous = NONE;
    private long previousEnd;

    private Segment segment;
    private MemoryIndex index;
    private FileChannel channel;
    private int next;
    /// Up to here the open segment is synced, and up to here its last mark says so.
    private long synced;
    private long marked;
    private volatile Checkpoint witness = Checkpoint.NONE;

    private record Placed(Receipt receipt, RecordId id) {
        boolean large() { return receipt.body instanceof Staged.InFile; }
    }

    LogWriter(StorePaths paths, StoreOptions options, Clock clock, RandomGenerator random, SegmentLog log, Follower follower, Space space, IndexPages pages, long lastOrdinal) {
        this.paths = paths;
        this.options = options;
        this.clock = clock;
        this.random = random;
        this.log = log;
        this.follower = follower;
        this.space = space;
        this.pages = pages;
        this.lastOrdinal = lastOrdinal;
        this.buffer = new BatchBuffer(options.bufferBytes());
    }

    WriterFigures figures() { return figures; }

    /// A checkpoint at this position that also bears witness of how far the log is synced now. Any thread.
    Checkpoint checkpoint(Position dispatched) { return new Checkpoint(dispatched, witness.ordinal(), witness.synced()); }

    /// Writes a batch, syncs it once and answers every receipt in it.
    void write(List<Receipt> batch) {
        List<Placed> placed = List.of();
        try {
            if (segment == null) begin(batch.stream().mapToLong(Receipt::octets).sum());
            placed = place(batch);
            if (placed.isEmpty()) return;
            syncLarge(placed);
        } catch (IOException | RuntimeException e) {
            refuse(batch, placed, e);
            return;
        }
        try {
            append(placed);
        } catch (IOException | RuntimeException e) {
            refuse(batch, placed, e);
            retire();
            return;
        }
        if (buffer.position() >= options.segmentBytes()) seal();
    }

    /// Nothing waits: says on disk that the last batch was synced, so that after a crash rot in it is not taken for a torn tail. Not synced itself.
    void idle() {
        if (segment == null || marked == synced) return;
        try {
            mark();
            buffer.flush();
        } catch (IOException e) {
            LOG.log(Level.ERROR, "store mark not written segment=" + segment.id, e);
            retire();
        }
    }

    /// No more will be written.
    void close() { if (segment != null) seal(); }

    /// Moves large bodies to where their records will refer to; one that cannot be moved concerns nobody else.
    private List<Placed> place(List<Receipt> batch) {
        var placed = new ArrayList<Placed>(batch.size());
        for (var receipt : batch) {
            var id = segment.record(next + placed.size());
            try {
                if (receipt.body instanceof Staged.InFile body) Files.move(body.file(), paths.large(id), StandardCopyOption.ATOMIC_MOVE);
                placed.add(new Placed(receipt, id));
            } catch (IOException e) {
                LOG.log(Level.ERROR, "store body not moved record=" + id, e);
                receipt.refuse(replyTo(e));
            }
        }
        return placed;
    }

    /// The names of large bodies must be durable before a record that refers to them is; the bodies are since their sessions synced them.
    private void syncLarge(List<Placed> placed) throws IOException { if (placed.stream().anyMatch(Placed::large)) Disk.force(paths.large()); }

    private void append(List<Placed> placed) throws IOException {
        long from = synced;
        if (marked != synced) mark();
        var slots = new ArrayList<Index.Slot>(placed.size());
        for (var one : placed) slots.add(record(one));
        buffer.flush();
        long start = System.nanoTime();
        channel.force(false);
        synced = buffer.position();
        figures.synced(System.nanoTime() - start, placed.size(), synced - from);
        next += placed.size();
        publish(placed, slots);
    }

    private Index.Slot record(Placed one) throws IOException {
        var receipt = one.receipt;
        var body = receipt.body;
        var slot = new Index.Slot(one.id.number(), one.large(), false, buffer.position(), body.facts().size());
        var envelope = receipt.envelopeOctets;
        buffer.put(new Block.Record(one.large(), slot.number(), envelope.length, slot.bodyLength(), Crc.of(envelope), body.crc()), segment.salt);
        buffer.put(envelope, envelope.length);
        if (body instanceof Staged.InHeap heap) {
            long left = slot.bodyLength();
            for (var piece : heap.pieces()) {
                buffer.put(piece, (int) Math.min(piece.length, left));
                left -= piece.length;
            }
        }
        buffer.pad();
        return slot;
    }

    private void publish(List<Placed> placed, List<Index.Slot> slots) {
        slots.forEach(index::add);
        segment.current().end = synced;
        witness = new Checkpoint(Position.START, segment.ordinal, synced);
        var entries = new ArrayList<Follower.Live>(placed.size());
        for (var one : placed) {
            var entry = new Entry(one.id, new Position(segment.ordinal, one.id.number()), one.receipt.envelope);
            entries.add(new Follower.Live(entry, one.receipt.body.facts().size(), one.receipt.envelopeOctets.length));
        }
        follower.publish(entries);
        placed.forEach(one -> one.receipt.stored(one.id));
    }

    private void mark() throws IOException {
        buffer.put(new Block.Mark(false, next, synced), segment.salt);
        marked = synced;
    }

    private void begin(long octets) throws IOException {
        if (space.free() < octets + SegmentHeader.LENGTH + (64 << 10)) throw new IOException("No space left for a new segment");
        var name = new SegmentName(++lastOrdinal, SegmentName.newId(clock, random), 0);
        long salt = random.nextLong();
        var file = name.segment(paths);
        var unfinished = file.resolveSibling(file.getFileName() + Disk.UNFINISHED);
        var opened = FileChannel.open(unfinished, CREATE, WRITE, TRUNCATE_EXISTING);
        try {
            var header = new SegmentHeader(name, salt, clock.millis(), previous, previousEnd);
            Disk.writeFully(opened, header.encode(), 0);
            opened.force(false);
            Files.move(unfinished, file, StandardCopyOption.ATOMIC_MOVE);
            Disk.force(paths.store()); // a file whose name is lost in a power cut acknowledges nothing
        } catch (IOException e) {
            closeQuietly(opened);
            Disk.discard(unfinished);
            Disk.discard(file);
            throw e;
        }
        open(name, salt, file, opened);
    }

    private void open(SegmentName name, long salt, Path file, FileChannel opened) {
        index = new MemoryIndex();
        segment = new Segment(new Generation(name, file, index, SegmentHeader.LENGTH), salt, false);
        channel = opened;
        next = 0;
        synced = SegmentHeader.LENGTH;
        marked = -1;
        buffer.start(channel, synced);
        log.add(segment);
    }

    /// The segment is full, or the store closes.
    private void seal() {
        try {
            buffer.put(new Block.Mark(true, next, synced), segment.salt);
            buffer.flush();
            channel.force(false);
            synced = buffer.position();
            segment.current().end = synced;
        } catch (IOException e) {
            LOG.log(Level.ERROR, "store segment not sealed segment=" + segment.id, e);
            retire();
            return;
        }
        leave();
        writeSidecar(segment);
        segment = null;
    }

    private void writeSidecar(Segment sealed) {
        var generation = sealed.current();
        var file = generation.name.sidecar(paths);
        try {
            Sidecar.write(file, sealed.salt, generation.end, false, index);
            Sidecar.open(file, sealed.salt, generation.end, pages).ifPresent(sidecar -> generation.index = sidecar);
        } catch (IOException e) {
            LOG.log(Level.WARNING, "store index stays in memory segment=" + sealed.id, e); // the next start writes it from the segment
        }
    }

    /// Ends the segment where it was last synced and never writes to it again. The next segment's header will tell that end.
    private void retire() {
        figures.failed();
        LOG.log(Level.ERROR, "store segment retired segment=" + segment.id + " synced=" + synced + " records=" + next);
        try {
            channel.truncate(synced); // best effort: what was refused should not come back, even before the next header says so
        } catch (IOException toldByTheNextHeader) {
            LOG.log(Level.DEBUG, "store segment not truncated segment=" + segment.id, toldByTheNextHeader);
        }
        leave();
        segment = null;
    }

    private void leave() {
        closeQuietly(channel);
        previous = segment.id;
        previousEnd = synced;
        segment.sealed = true;
    }

    private void refuse(List<Receipt> batch, List<Placed> placed, Exception e) {
        space.suspect();
        LOG.log(Level.ERROR, "store refused records=" + batch.size() + " segment=" + (segment == null ? "none" : segment.id), e);
        placed.stream().filter(one -> one.large() && one.id.number() >= next).forEach(one -> Disk.discard(paths.large(one.id))); // not those of synced records
        var reply = replyTo(e);
        batch.stream().filter(receipt -> !receipt.done()).forEach(receipt -> receipt.refuse(reply));
    }

    private static Reply replyTo(Exception e) { return e instanceof IOException io && Disk.full(io) ? DISK_FULL : DISK_FAILED; }

    private static void closeQuietly(FileChannel channel) {
        try {
            channel.close();
        } catch (IOException e) {
            LOG.log(Level.WARNING, "store segment not closed", e); // all that counts in it is synced
        }
    }

}
