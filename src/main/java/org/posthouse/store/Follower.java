package org.posthouse.store;

import static java.nio.file.StandardOpenOption.READ;

import java.io.IOException;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.FileChannel;
import java.nio.file.FileSystemException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/// The dispatcher's place in the log. Records that were just synced come from memory; after a start, or when the dispatcher is so far behind that
/// memory would grow, they come from disk by the same call.
final class Follower {
    /// Octets of envelopes kept in memory for the dispatcher.
    private static final long MEMORY = 16L << 20;

    private final ReentrantLock lock = new ReentrantLock();
    private final Condition more = lock.newCondition();
    private final ArrayDeque<Live> live = new ArrayDeque<>();
    private final ArrayDeque<Taken> taken = new ArrayDeque<>();
    private final SegmentLog log;
    private final StorePaths paths;
    private final Quarantine quarantine;
    private final Backlog backlog;
    private final int liveLimit;
    private long liveOctets;
    private Position cursor;
    /// Records behind the cursor up to here must be read from disk; all later ones are in `live`.
    private Position onDisk;
    private boolean reading;
    private boolean closed;

    /// A synced record with its envelope still in memory.
    record Live(Entry entry, long bodyOctets, int envelopeOctets) { }

    private record Taken(Position position, long bodyOctets) { }

    /// @param after the durable checkpoint
    /// @param last  the last record on disk
    Follower(SegmentLog log, StorePaths paths, Quarantine quarantine, Backlog backlog, int liveLimit, Position after, Position last) {
        this.log = log;
        this.paths = paths;
        this.quarantine = quarantine;
        this.backlog = backlog;
        this.liveLimit = liveLimit;
        this.cursor = after;
        this.onDisk = last;
    }

    /// The writer has synced these.
    void publish(List<Live> synced) {
        long octets = synced.stream().mapToLong(Live::bodyOctets).sum();
        long envelopes = synced.stream().mapToLong(Live::envelopeOctets).sum();
        lock.lock();
        try {
            if (live.size() + synced.size() > liveLimit || liveOctets + envelopes > MEMORY) {
                live.clear(); // so far behind, reading from disk costs less than the memory
                liveOctets = 0;
                onDisk = synced.getLast().entry.position();
            } else {
                live.addAll(synced);
                liveOctets += envelopes;
            }
            backlog.change(synced.size(), octets);
            more.signal();
        } finally {
            lock.unlock();
        }
    }

    /// Waits for at least one; empty only when the store is closed.
    List<Entry> take(int max) throws InterruptedException, IOException {
        while (true) {
            lock.lockInterruptibly();
            try {
                while (!closed && (reading || live.isEmpty() && cursor.covers(onDisk))) more.await();
                if (closed) return List.of();
            } finally {
                lock.unlock();
            }
            var entries = poll(max);
            if (!entries.isEmpty()) return entries;
        }
    }

    /// What there is now. A second thread gets nothing while the first reads from disk.
    List<Entry> poll(int max) throws IOException {
        Position from;
        Position to;
        lock.lock();
        try {
            if (closed || reading) return List.of();
            if (cursor.covers(onDisk)) return fromMemory(max);
            from = cursor;
            to = onDisk;
            reading = true;
        } finally {
            lock.unlock();
        }
        return fromDisk(max, from, to);
    }

    private List<Entry> fromMemory(int max) {
        var entries = new ArrayList<Entry>(Math.min(max, live.size()));
        while (entries.size() < max && !live.isEmpty()) {
            var next = live.remove();
            liveOctets -= next.envelopeOctets;
            cursor = next.entry.position();
            taken.add(new Taken(cursor, next.bodyOctets));
            entries.add(next.entry);
        }
        return entries;
    }

    private List<Entry> fromDisk(int max, Position from, Position to) throws IOException {
        var batch = new DiskBatch(max, from, to);
        try {
            log.walk(from, batch);
        } catch (IOException | RuntimeException e) {
            if (batch.entries.isEmpty()) throw e; // else the next call meets it again; what was read so far must not be lost to it
        } finally {
            lock.lock();
            try {
                reading = false;
                cursor = batch.reached;
                taken.addAll(batch.taken);
                more.signal();
            } finally {
                lock.unlock();
                batch.close();
            }
        }
        return batch.entries;
    }

    /// The transaction with everything up to here has committed.
    void dispatched(Position upTo) {
        lock.lock();
        try {
            long records = 0;
            long octets = 0;
            while (!taken.isEmpty() && upTo.covers(taken.getFirst().position)) {
                records++;
                octets += taken.remove().bodyOctets;
            }
            backlog.change(-records, -octets);
        } finally {
            lock.unlock();
        }
    }

    Position cursor() {
        lock.lock();
        try {
            return cursor;
        } finally {
            lock.unlock();
        }
    }

    void close() {
        lock.lock();
        try {
            closed = true;
            more.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /// Reads records of the log one after the other; each body is read through too, for nobody has looked at it since it was written.
    private final class DiskBatch implements SegmentLog.Visitor {
        private final int max;
        private final Position to;
        private final List<Entry> entries = new ArrayList<>();
        private final List<Taken> taken = new ArrayList<>();
        private Position reached;
        private Generation open;
        private FileChannel channel;

        DiskBatch(int max, Position from, Position to) {
            this.max = max;
            this.reached = from;
            this.to = to;
        }

        @Override public boolean visit(Segment segment, Generation generation, Index.Slot slot) throws IOException {
            var position = new Position(segment.ordinal, slot.number());
            if (entries.size() >= max || !to.covers(position)) return false;
            var id = segment.record(slot.number());
            var found = whole(segment, generation, slot, id);
            if (found.isEmpty()) {
                reached = position;
                if (segment.markDamaged(slot.number())) quarantine.report(new Damage(segment.id, Optional.of(id), slot.offset(), slot.bodyLength(), "its CRC is wrong or its file is missing"));
                backlog.change(-1, -slot.bodyLength());
                return true;
            }
            entries.add(new Entry(id, position, EnvelopeCodec.decode(found.get().envelope()))); // one of a newer house stops here rather than be skipped
            reached = position;
            taken.add(new Taken(position, slot.bodyLength()));
            return true;
        }

        /// Empty when it is damaged. What only keeps us from looking, an interrupt or too many open files, is thrown: it must not cost a message.
        private Optional<RecordReader> whole(Segment segment, Generation generation, Index.Slot slot, RecordId id) throws IOException {
            if (segment.damaged(slot)) return Optional.empty();
            if (open != generation) {
                close();
                channel = FileChannel.open(generation.file, READ);
                open = generation;
            }
            for (int attempt = 0; attempt < 2; attempt++) {
                try {
                    return look(segment, slot, id);
                } catch (ClosedChannelException | FileSystemException e) {
                    throw e;
                } catch (IOException unreadable) {
                    // EIO: once more, then the block is lost like any other rot
                }
            }
            return Optional.empty();
        }

        private Optional<RecordReader> look(Segment segment, Index.Slot slot, RecordId id) throws IOException {
            var found = RecordReader.read(channel, segment.salt, slot);
            if (found.isEmpty()) return found;
            if (!slot.large()) return found.get().bodyWhole(channel) ? found : Optional.empty();
            if (!RecordReader.largeThere(paths, id, slot.bodyLength())) return Optional.empty();
            try (var body = FileChannel.open(paths.large(id), READ)) {
                return found.get().bodyWhole(body) ? found : Optional.empty();
            }
        }

        void close() throws IOException {
            if (channel != null) channel.close();
            channel = null;
        }
    }
}
