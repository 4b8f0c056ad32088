package org.posthouse.store;

import java.nio.ByteBuffer;
import java.util.Arrays;

/// The index of a segment that still grows, or whose sidecar could not be written. One thread adds, any thread reads.
final class MemoryIndex implements Index {
    private volatile ByteBuffer slots = ByteBuffer.allocate(64 * Slot.LENGTH);
    private volatile int size;

    void add(Slot slot) {
        int at = size * Slot.LENGTH;
        if (at == slots.capacity()) slots = ByteBuffer.wrap(Arrays.copyOf(slots.array(), at * 2));
        slot.encode(slots, at);
        size++; // the volatile write that shows the slot to readers
    }

    @Override public int size() { return size; }

    @Override public Slot at(int i) {
        if (i < 0 || i >= size) throw new IndexOutOfBoundsException(i);
        return Slot.decode(slots, i * Slot.LENGTH);
    }

    ByteBuffer octets() { return slots.duplicate().clear().limit(size * Slot.LENGTH); }
}
