package org.posthouse.journey;

import static java.nio.file.StandardOpenOption.CREATE;
import static java.nio.file.StandardOpenOption.READ;
import static java.nio.file.StandardOpenOption.WRITE;

import java.io.IOException;
import java.lang.System.Logger.Level;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/// What was noted on one day (UTC): a file of blocks that only grows, and its keys, which can be made again from it. The newest keys are in memory until there are enough for a file of their own.
///
/// One thread writes and any read.
final class Day {
    private static final System.Logger LOG = System.getLogger(Day.class.getName());
    /// Keys in memory at most; about the keys of forty thousand messages.
    private static final int FRESH = 1 << 18;
    /// Files of keys at most: more are merged into one.
    private static final int RUNS = 8;

    final LocalDate date;
    private final Path file;
    private final Path keys;
    private List<Run> runs = new ArrayList<>();
    private long end;                                   // behind the last whole block
    private long indexed;                               // the blocks before are in the runs or among the fresh keys
    private long[] freshKeys = new long[1024];
    private int[] freshBlocks = new int[1024];
    private int fresh;
    private long freshFrom;

    private Day(LocalDate date, Path file, Path keys) {
        this.date = date;
        this.file = file;
        this.keys = keys;
    }

    /// @param keys the folder that keys are kept in
    static Day open(LocalDate date, Path file, Path keys) throws IOException {
        var day = new Day(date, file, keys);
        day.end = Files.exists(file) ? Files.size(file) : 0;
        var found = new ArrayList<Run>();
        try (var all = Files.list(keys)) {
            for (var each : all.filter(f -> f.getFileName().toString().startsWith(date + ".")).toList()) Run.of(each, date.toString()).ifPresentOrElse(found::add, () -> discard(each));
        }
        found.sort(Comparator.comparingLong((Run run) -> run.from).thenComparing(Comparator.comparingLong((Run run) -> run.to).reversed()));
        for (var run : found) {
            if (run.from == day.indexed && run.to <= day.end) {
                day.runs.add(run);
                day.indexed = run.to;
            } else discard(run.file);                                    // merged into another, or of blocks that are gone
        }
        day.freshFrom = day.indexed;
        return day;
    }

    /// Before anything is added to a file that a crash may have torn: cuts what is no whole block at its end.
    synchronized void mend() throws IOException {
        if (end == indexed) return;
        try (var channel = FileChannel.open(file, READ, WRITE)) {
            long at = indexed;
            for (var block = block(channel, at); block.isPresent() && Block.read(block.get()).isPresent(); block = block(channel, at)) at += block.get().length;
            if (at < end) cut(channel, at);
        }
    }

    private void cut(FileChannel channel, long at) throws IOException {
        LOG.log(Level.WARNING, "event=journey-cut day={0} octets={1} what=the end of the file was torn or is damaged", date, Long.toString(end - at));
        channel.truncate(at);
        end = at;
    }

    synchronized void append(ByteBuffer block, long[] blockKeys, int count) throws IOException {
        try (var channel = FileChannel.open(file, CREATE, WRITE)) {
            int length = block.remaining();
            try {
                for (long at = end; block.hasRemaining(); ) at += channel.write(block, at);
            } catch (IOException failed) {
                channel.truncate(end);                                   // half of it would hide what is written later
                throw failed;
            }
            long at = end;
            end += length;
            if (indexed == at) index(at, length, blockKeys, count);      // else it waits its turn behind older blocks
        }
    }

    private void index(long at, int length, long[] blockKeys, int count) throws IOException {
        if (fresh + count > Key.FREE) settle();
        if (freshKeys.length < fresh + count) {
            freshKeys = Arrays.copyOf(freshKeys, Math.max(fresh + count, freshKeys.length * 2));
            freshBlocks = Arrays.copyOf(freshBlocks, freshKeys.length);
        }
        System.arraycopy(blockKeys, 0, freshKeys, fresh, count);
        Arrays.fill(freshBlocks, fresh, fresh + count, (int) (at / Block.UNIT));
        fresh += count;
        indexed = at + length;
        if (fresh >= FRESH) settle();
    }

    /// Indexes some blocks that are not yet: the keys were lost, or a crash came before they were written.
    ///
    /// @return whether there are more
    synchronized boolean catchUp(int blocks) throws IOException {
        if (indexed >= end) return false;
        try (var channel = FileChannel.open(file, READ, WRITE)) {
            for (int i = 0; i < blocks && indexed < end; i++) {
                var block = block(channel, indexed);
                var items = block.flatMap(Block::read);
                if (items.isEmpty()) {
                    cut(channel, indexed);
                    return false;
                }
                var some = keys(items.get());
                index(indexed, block.get().length, some, some.length);
            }
        }
        return indexed < end;
    }

    /// Each key once, sorted.
    static long[] keys(List<Item> items) {
        var all = new long[64];
        var count = new int[1];
        var grown = new long[][] {all};
        for (var item : items) Key.each(item, key -> {
            if (count[0] == grown[0].length) grown[0] = Arrays.copyOf(grown[0], count[0] * 2);
            grown[0][count[0]++] = key;
        });
        return Arrays.stream(grown[0], 0, count[0]).sorted().distinct().toArray();
    }

    /// Writes the fresh keys as a run, and merges runs when there are many.
    private void settle() throws IOException {
        if (fresh == 0) return;
        var sorted = new long[fresh];
        for (int i = 0; i < fresh; i++) sorted[i] = freshKeys[i] | i;    // places fit into the bits that keys leave; of equal keys the older blocks come first
        Arrays.sort(sorted);
        runs.add(Run.write(keys, date.toString(), freshFrom, indexed, new Run.Source() {
            private int at = -1;

            @Override public boolean next() { return ++at < sorted.length; }

            @Override public long key() { return sorted[at] & ~Key.FREE; }

            @Override public int block() { return freshBlocks[(int) (sorted[at] & Key.FREE)]; }
        }));
        fresh = 0;
        freshFrom = indexed;
        if (runs.size() >= RUNS) merge();
    }

    private void merge() throws IOException {
        var old = runs;
        runs = new ArrayList<>(List.of(Run.merge(keys, date.toString(), old)));
        old.forEach(run -> discard(run.file));
    }

    /// Nothing more will be added: what is in memory goes to disk, and all keys into one file.
    synchronized void close() throws IOException {
        settle();
        if (runs.size() > 1) merge();
        freshKeys = new long[1024];
        freshBlocks = new int[1024];
    }

    /// The house stops: what is in memory goes to disk.
    synchronized void rest() throws IOException {
        settle();
        if (Files.exists(file)) try (var channel = FileChannel.open(file, WRITE)) {
            channel.force(false);
        }
    }

    /// Numbers of the blocks in which a key occurs, newest first.
    int[] blocks(long key) throws IOException {
        for (int attempt = 0; ; attempt++) {
            var found = new Ints();
            List<Run> now;
            synchronized (this) {
                now = List.copyOf(runs);
                for (int i = fresh - 1; i >= 0; i--) if (freshKeys[i] == key) found.add(freshBlocks[i]);
            }
            try {
                for (var run : now.reversed()) run.find(key, found::add);
                return found.all();
            } catch (NoSuchFileException merged) {
                if (attempt == 3) throw merged;
            }
        }
    }

    private static final class Ints {
        private int[] all = new int[16];
        private int count;

        void add(int one) {
            if (count == all.length) all = Arrays.copyOf(all, count * 2);
            all[count++] = one;
        }

        int[] all() { return Arrays.copyOf(all, count); }
    }

    /// For one search; the searcher closes it.
    FileChannel reading() throws IOException { return FileChannel.open(file, READ); }

    /// A block by its number; empty when it is not whole.
    static Optional<List<Item>> read(FileChannel channel, int number) throws IOException { return block(channel, Integer.toUnsignedLong(number) * Block.UNIT).flatMap(Block::read); }

    static Optional<Block.Head> head(FileChannel channel, int number) throws IOException { return Block.Head.read(octets(channel, Integer.toUnsignedLong(number) * Block.UNIT, Block.HEAD)); }

    private static Optional<byte[]> block(FileChannel channel, long at) throws IOException {
        var head = Block.Head.read(octets(channel, at, Block.HEAD));
        if (head.isEmpty()) return Optional.empty();
        var whole = octets(channel, at, head.get().octets());
        return whole.remaining() == head.get().octets() ? Optional.of(whole.array()) : Optional.empty();
    }

    private static ByteBuffer octets(FileChannel channel, long at, int count) throws IOException {
        var buffer = ByteBuffer.allocate(count);
        while (buffer.hasRemaining() && channel.read(buffer, at + buffer.position()) >= 0) { }
        return buffer.flip();
    }

    /// Of the file and its keys.
    synchronized long octets() throws IOException {
        long octets = end;
        for (var run : runs) octets += Files.size(run.file);
        return octets;
    }

    synchronized boolean isEmpty() { return end == 0; }

    /// Readers that have it open go on.
    synchronized void drop() throws IOException {
        Files.deleteIfExists(file);
        runs.forEach(run -> discard(run.file));
    }

    private static void discard(Path file) {
        try {
            Files.deleteIfExists(file);
        } catch (IOException left) {
            LOG.log(Level.WARNING, "event=file-left file={0} what={1}", file.getFileName(), left.getMessage());
        }
    }
}
