package org.posthouse.store;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Optional;

/// Where the records of one segment file stand, in the order of their numbers.
interface Index {
    int size();

    /// @param i below [#size]
    Slot at(int i) throws IOException;

    /// Position of the first slot with this number or a higher one; `size()` when there is none.
    default int ceiling(int number) throws IOException {
        // Numbers grow by at least one from slot to slot, so slot i holds i or more; before a compaction it holds i exactly.
        int low = 0;
        int high = Math.min(number, size());
        if (high == number && number < size() && at(number).number() == number) return number;
        while (low < high) {
            int middle = low + high >>> 1;
            if (at(middle).number() < number) low = middle + 1;
            else high = middle;
        }
        return low;
    }

    default Optional<Slot> find(int number) throws IOException {
        int i = ceiling(number);
        if (i == size()) return Optional.empty();
        var slot = at(i);
        return slot.number() == number ? Optional.of(slot) : Optional.empty();
    }

    /// One record's place.
    ///
    /// @param large      the body is a file of its own
    /// @param damaged    a CRC was wrong when the segment was scanned
    /// @param offset     of its block in the segment
    /// @param bodyLength octets
    record Slot(int number, boolean large, boolean damaged, long offset, long bodyLength) {
        static final int LENGTH = 24;

        static Slot decode(ByteBuffer in, int at) {
            int flags = in.getInt(at + 4);
            return new Slot(in.getInt(at), (flags & 1) != 0, (flags & 2) != 0, in.getLong(at + 8), in.getLong(at + 16));
        }

        void encode(ByteBuffer out, int at) {
            out.putInt(at, number).putInt(at + 4, (large ? 1 : 0) | (damaged ? 2 : 0)).putLong(at + 8, offset).putLong(at + 16, bodyLength);
        }
    }
}
