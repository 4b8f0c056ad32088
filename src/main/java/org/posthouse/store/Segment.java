package org.posthouse.store;

import static java.nio.file.StandardOpenOption.READ;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;

/// A stretch of the log under one UUID. Its records keep their numbers while its file is replaced by generations without the dead ones.
final class Segment {
    final UUID id;
    final long ordinal;
    final long salt;
    /// No more records are added.
    volatile boolean sealed;
    /// Octets were lost of which no index tells: an unknown number may be a lost record, and the file is kept as it is for whoever looks into it.
    volatile boolean damaged;

    private final Set<Integer> damagedRecords = ConcurrentHashMap.newKeySet();
    private volatile Generation current;
    private int pins;
    private long pinsTaken;
    private boolean removed;
    private boolean indexChecked;

    Segment(Generation first, long salt, boolean sealed) {
        this.id = first.name.id();
        this.ordinal = first.name.ordinal();
        this.salt = salt;
        this.current = first;
        this.sealed = sealed;
    }

    Generation current() { return current; }

    RecordId record(int number) { return new RecordId(id, number); }

    /// @param number of the lost record, -1 when that is not known
    /// @return false when this was known
    boolean markDamaged(int number) {
        damaged = true;
        return number < 0 || damagedRecords.add(number);
    }

    boolean damaged(Index.Slot slot) { return slot.damaged() || damagedRecords.contains(slot.number()); }

    /// Readers keep the file they found. Empty when compaction has removed the segment.
    synchronized Optional<Generation> enter() {
        if (removed) return Optional.empty();
        current.readers++;
        return Optional.of(current);
    }

    void leave(Generation generation) {
        List<Path> leftovers;
        synchronized (this) {
            generation.readers--;
            leftovers = generation.takeLeftovers();
        }
        leftovers.forEach(Disk::discard);
    }

    /// Holds off compaction from dropping anything; empty when the segment is gone.
    synchronized Optional<Pin> pin() {
        if (removed) return Optional.empty();
        pins++;
        pinsTaken++;
        return Optional.of(new Held());
    }

    /// Changes with every pin; -1 while one is held.
    synchronized long unpinnedSince() { return pins > 0 ? -1 : pinsTaken; }

    /// Gives the next generation its name and makes it the present one, unless a pin was taken since `since`.
    synchronized boolean takeOver(long since, Generation next, Path unfinished) throws IOException {
        if (unpinnedSince() != since) return false;
        try {
            Files.move(unfinished, next.file, StandardCopyOption.ATOMIC_MOVE); // under the lock: from here on nobody can pin what the copy lacks
        } catch (IOException e) {
            Disk.discard(next.file);
            throw e;
        }
        current = next;
        indexChecked = false;
        return true;
    }

    /// The segment is gone, unless a pin was taken since `since`.
    synchronized boolean remove(long since) {
        if (unpinnedSince() != since) return false;
        removed = true;
        return true;
    }

    /// Deletes what a replaced generation leaves, now or when its last reader has left.
    void discard(Generation old, List<Path> leftovers) {
        List<Path> now;
        synchronized (this) {
            old.replaced(leftovers);
            now = old.takeLeftovers();
        }
        now.forEach(Disk::discard);
    }

    /// An index that was checked as a whole: for walking along it, where a wrong slot would lead past a record unseen.
    Index walkable(Generation generation) throws IOException {
        if (generation.index instanceof Sidecar sidecar && !checked(generation)) {
            boolean whole;
            try {
                whole = sidecar.whole();
            } catch (IOException unreadable) {
                whole = false;
            }
            if (!whole) reindex(generation);
            checkedNow(generation);
        }
        return generation.index;
    }

    Optional<Index.Slot> find(Generation generation, int number) throws IOException {
        Optional<Index.Slot> slot;
        try {
            slot = generation.index.find(number);
        } catch (IOException unreadable) {
            slot = Optional.empty();
        }
        return slot.isPresent() ? slot : walkable(generation).find(number); // a miss may be the sidecar's fault
    }

    /// Reads the segment's file again because its sidecar is wrong.
    void reindex(Generation generation) throws IOException {
        try (var channel = FileChannel.open(generation.file, READ)) {
            generation.index = Scan.of(channel, salt, generation.end).index;
        }
    }

    private synchronized boolean checked(Generation generation) { return indexChecked && generation == current; }

    private synchronized void checkedNow(Generation generation) { if (generation == current) indexChecked = true; }

    private final class Held implements Pin {
        private boolean open = true;

        @Override public void close() {
            synchronized (Segment.this) {
                if (!open) return;
                open = false;
                pins--;
            }
        }
    }
}
