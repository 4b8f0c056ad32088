package org.posthouse.journey;

import java.io.BufferedOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.IntConsumer;
import java.util.regex.Pattern;

/// A sorted file of keys and of the blocks they occur in, for one stretch of a day's file; never changed. Entries of 12 octets (key, block), then every 1,024th key once more, then count and magic.
/// Looking up a key costs one read: the repeated keys are kept in memory, 8 octets for a thousand entries.
final class Run {
    private static final long MAGIC = 0x5048_4a4b_4559_3101L;                   // "PHJKEY1"
    private static final int ENTRY = 12;
    private static final int STRIDE = 1024;
    private static final int TAIL = 16;
    private static final Pattern NAME = Pattern.compile("(\\d{4}-\\d\\d-\\d\\d)\\.([0-9a-f]{1,12})-([0-9a-f]{1,12})\\.keys");

    final Path file;
    /// Offsets in the day's file: first block, and behind the last.
    final long from;
    final long to;
    private long[] fence;                               // read when first asked
    private long count;

    private Run(Path file, long from, long to) {
        this.file = file;
        this.from = from;
        this.to = to;
    }

    /// Empty for a file that is none of this day's, or not whole.
    static Optional<Run> of(Path file, String day) {
        var m = NAME.matcher(file.getFileName().toString());
        if (!m.matches() || !m.group(1).equals(day)) return Optional.empty();
        var run = new Run(file, Long.parseLong(m.group(2), 16), Long.parseLong(m.group(3), 16));
        try {
            run.fence();
            return Optional.of(run);
        } catch (IOException unusable) {
            return Optional.empty();
        }
    }

    static Path name(Path folder, String day, long from, long to) { return folder.resolve(day + '.' + Long.toHexString(from) + '-' + Long.toHexString(to) + ".keys"); }

    /// Where entries come from in their order.
    interface Source {
        boolean next() throws IOException;

        long key();

        int block();
    }

    static Run write(Path folder, String day, long from, long to, Source entries) throws IOException {
        var file = name(folder, day, from, to);
        var draft = file.resolveSibling(file.getFileName() + ".draft");
        var fence = new ArrayList<Long>();
        long count = 0;
        try (var out = new DataOutputStream(new BufferedOutputStream(Files.newOutputStream(draft), 64 << 10))) {
            while (entries.next()) {
                if (count++ % STRIDE == 0) fence.add(entries.key());
                out.writeLong(entries.key());
                out.writeInt(entries.block());
            }
            for (long key : fence) out.writeLong(key);
            out.writeLong(count);
            out.writeLong(MAGIC);
        }
        Files.move(draft, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        return new Run(file, from, to);
    }

    /// Adjoining runs, oldest first, as one.
    static Run merge(Path folder, String day, List<Run> runs) throws IOException {
        var sources = new ArrayList<Walk>();
        try {
            for (var run : runs) sources.add(run.walk());
            return write(folder, day, runs.getFirst().from, runs.getLast().to, new Source() {
                private Walk least;

                @Override public boolean next() throws IOException {
                    if (least == null) for (var source : sources) source.next();
                    else least.next();
                    least = null;
                    for (var source : sources) if (!source.ended && (least == null || source.key < least.key)) least = source;    // of equal keys the older blocks come first
                    return least != null;
                }

                @Override public long key() { return least.key; }

                @Override public int block() { return least.block; }
            });
        } finally {
            for (var source : sources) source.channel.close();
        }
    }

    /// The blocks of a key, newest first.
    void find(long key, IntConsumer blocks) throws IOException {
        var fence = fence();
        int chunk = above(fence, key) - 1;
        if (chunk < 0) return;
        try (var channel = FileChannel.open(file)) {
            for (boolean before = true; chunk >= 0 && before; chunk--) {
                var entries = read(channel, (long) chunk * STRIDE, (int) Math.min(STRIDE, count - (long) chunk * STRIDE));
                for (int i = entries.limit() - ENTRY; i >= 0; i -= ENTRY) {
                    long there = entries.getLong(i);
                    if (there == key) blocks.accept(entries.getInt(i + 8));
                    before = there >= key;
                    if (!before) break;
                }
            }
        }
    }

    /// Position of the first key greater than this one.
    private static int above(long[] sorted, long key) {
        int low = 0;
        int high = sorted.length;
        while (low < high) {
            int middle = low + high >>> 1;
            if (sorted[middle] <= key) low = middle + 1;
            else high = middle;
        }
        return low;
    }

    private static ByteBuffer read(FileChannel channel, long entry, int count) throws IOException { return octets(channel, entry * ENTRY, count * ENTRY); }

    private static ByteBuffer octets(FileChannel channel, long at, int count) throws IOException {
        var buffer = ByteBuffer.allocate(count);
        while (buffer.hasRemaining()) if (channel.read(buffer, at + buffer.position()) < 0) throw new IOException("a file of keys ends too early");
        return buffer.flip();
    }

    private synchronized long[] fence() throws IOException {
        if (fence != null) return fence;
        try (var channel = FileChannel.open(file)) {
            long size = channel.size();
            if (size < TAIL) throw new IOException("a file of keys without its end");
            var tail = octets(channel, size - TAIL, TAIL);
            count = tail.getLong();
            long keys = (count + STRIDE - 1) / STRIDE;
            if (tail.getLong() != MAGIC || count < 0 || size != count * ENTRY + keys * Long.BYTES + TAIL) throw new IOException("a file of keys that is not whole");
            var all = octets(channel, count * ENTRY, (int) keys * Long.BYTES);
            var read = new long[(int) keys];
            all.asLongBuffer().get(read);
            return fence = read;
        }
    }

    private Walk walk() throws IOException {
        fence();
        return new Walk(FileChannel.open(file), count);
    }

    /// Goes through the entries of a run.
    private static final class Walk {
        private final FileChannel channel;
        private final long count;
        private ByteBuffer held = ByteBuffer.allocate(0);
        private long at;
        private long key;
        private int block;
        private boolean ended;

        Walk(FileChannel channel, long count) {
            this.channel = channel;
            this.count = count;
        }

        void next() throws IOException {
            if (!held.hasRemaining()) {
                if (at == count) {
                    ended = true;
                    return;
                }
                int some = (int) Math.min(4L * STRIDE, count - at);
                held = read(channel, at, some);
                at += some;
            }
            key = held.getLong();
            block = held.getInt();
        }
    }
}
