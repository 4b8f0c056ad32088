package org.posthouse.store;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.posthouse.connector.api.BodyFacts;
import org.posthouse.connector.api.StagedBody;

/// A whole body that waits for its record. First its session holds it, then the store; whoever holds it last discards it.
sealed abstract class Staged implements StagedBody {
    private static final int HELD = 0;
    private static final int TAKEN = 1;
    private static final int GONE = 2;

    private final BodyFacts facts;
    private final int crc;
    private final AtomicInteger state = new AtomicInteger(HELD);

    private Staged(BodyFacts facts, int crc) {
        this.facts = facts;
        this.crc = crc;
    }

    @Override public BodyFacts facts() { return facts; }

    /// CRC-32C of all its octets, reckoned while they came in.
    int crc() { return crc; }

    /// Hands it over to the store; false when it was discarded or taken before.
    boolean take() { return state.compareAndSet(HELD, TAKEN); }

    @Override public void close() { if (state.compareAndSet(HELD, GONE)) discard(); }

    /// The store is done with it.
    void release() { if (state.compareAndSet(TAKEN, GONE)) discard(); }

    abstract void discard();

    static final class InHeap extends Staged {
        private final StagingArea area;
        private final List<byte[]> pieces;
        private final int reserved;

        InHeap(BodyFacts facts, int crc, List<byte[]> pieces, int reserved, StagingArea area) {
            super(facts, crc);
            this.pieces = pieces;
            this.reserved = reserved;
            this.area = area;
        }

        /// All but the last are full; the octets behind the body's size in the last are not part of it.
        List<byte[]> pieces() { return pieces; }

        @Override public InputStream open() {
            var streams = new ArrayList<InputStream>();
            long left = facts().size();
            for (var piece : pieces) {
                streams.add(new ByteArrayInputStream(piece, 0, (int) Math.min(piece.length, left)));
                left -= piece.length;
            }
            return new SequenceInputStream(Collections.enumeration(streams));
        }

        @Override void discard() { area.giveBack(reserved); }
    }

    static final class InFile extends Staged {
        private final Path file;

        InFile(BodyFacts facts, int crc, Path file) {
            super(facts, crc);
            this.file = file;
        }

        Path file() { return file; }

        @Override public InputStream open() throws IOException { return Files.newInputStream(file); }

        /// Nothing to delete once the writer has moved it.
        @Override void discard() { Disk.discard(file); }
    }
}
