package org.posthouse.store;

import static java.nio.file.StandardOpenOption.CREATE_NEW;
import static java.nio.file.StandardOpenOption.WRITE;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.zip.CRC32C;
import org.posthouse.connector.api.BodyFacts;
import org.posthouse.connector.api.BodySink;
import org.posthouse.connector.api.StagedBody;

/// Bodies on their way in: in pieces in the heap while they are small and the heap's share is not used up, else each in a file of the spool.
final class StagingArea {
    private static final int PIECE = 8 << 10;

    private final Path spool;
    private final StoreOptions options;
    private final Space space;
    private final AtomicLong heap = new AtomicLong();
    private final AtomicLong names = new AtomicLong();

    StagingArea(Path spool, StoreOptions options, Space space) {
        this.spool = spool;
        this.options = options;
        this.space = space;
    }

    BodySink open() { return new Sink(); }

    long heap() { return heap.get(); }

    void giveBack(int octets) { heap.addAndGet(-octets); }

    private boolean reserve(int octets) {
        if (heap.addAndGet(octets) <= options.stagedHeapBytes()) return true;
        heap.addAndGet(-octets);
        return false;
    }

    /// Owned by one session's thread.
    private final class Sink implements BodySink {
        private final CRC32C crc = new CRC32C();
        private List<byte[]> pieces = new ArrayList<>(4);
        private int reserved;
        private long size;
        private Path file;
        private FileChannel channel;
        private boolean ended;

        @Override public void write(byte[] octets, int from, int length) throws IOException {
            if (ended) throw new IOException("this body has ended");
            crc.update(octets, from, length);
            if (channel == null && !keep(octets, from, length)) spill();
            if (channel != null) toFile(ByteBuffer.wrap(octets, from, length));
            size += length;
        }

        /// Into the heap, whole or not at all.
        private boolean keep(byte[] octets, int from, int length) {
            if (size + length > options.heapBytes()) return false;
            int room = pieces.size() * PIECE - (int) size;
            int more = length > room ? (length - room + PIECE - 1) / PIECE : 0;
            if (more > 0 && !StagingArea.this.reserve(more * PIECE)) return false;
            reserved += more * PIECE;
            for (int i = 0; i < more; i++) pieces.add(new byte[PIECE]);
            for (int at = (int) size, end = at + length; at < end; ) {
                int step = Math.min(end - at, PIECE - at % PIECE);
                System.arraycopy(octets, from, pieces.get(at / PIECE), at % PIECE, step);
                at += step;
                from += step;
            }
            return true;
        }

        private void spill() throws IOException {
            file = spool.resolve(Long.toHexString(names.getAndIncrement()) + ".body");
            channel = FileChannel.open(file, CREATE_NEW, WRITE);
            long left = size;
            for (var piece : pieces) {
                toFile(ByteBuffer.wrap(piece, 0, (int) Math.min(piece.length, left)));
                left -= Math.min(piece.length, left);
            }
            leaveHeap();
        }

        private void toFile(ByteBuffer octets) throws IOException {
            try {
                while (octets.hasRemaining()) channel.write(octets);
            } catch (IOException e) {
                space.suspect();
                throw e;
            }
        }

        private void leaveHeap() {
            pieces = List.of();
            giveBack(reserved);
            reserved = 0;
        }

        @Override public StagedBody complete(BodyFacts facts) throws IOException {
            if (ended) throw new IOException("this body has ended");
            if (facts.size() != size) throw new IllegalArgumentException("facts tell of " + facts.size() + " octets, " + size + " came");
            if (channel == null) {
                ended = true;
                return new Staged.InHeap(facts, (int) crc.getValue(), pieces, reserved, StagingArea.this);
            }
            try (var _ = channel) {
                channel.force(false); // by the session's own thread, so that the writer need not wait for large bodies
            }
            ended = true;
            return new Staged.InFile(facts, (int) crc.getValue(), file);
        }

        @Override public void close() {
            if (ended) return;
            ended = true;
            leaveHeap();
            if (channel == null) return;
            try (var _ = channel) {
                Disk.discard(file);
            } catch (IOException discardedAnyway) {
                // nothing of it is wanted
            }
        }
    }
}
