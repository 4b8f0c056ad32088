package org.posthouse.store;

import static java.nio.file.StandardOpenOption.READ;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.util.Optional;
import java.util.zip.CRC32C;

/// The index of a sealed segment, kept in a file and read a page at a time; only pages in use are in memory. It is written from the segment and
/// can be again: a wrong one costs time, never mail, because each record it points to is checked against its own header.
final class Sidecar implements Index {
    private static final long MAGIC = 0x5048_4944_5831_0D0AL; // "PHIDX1\r\n"
    private static final int HEADER = 56;
    private static final int SLOTS_A_PAGE = 170;

    private final Path file;
    private final IndexPages pages;
    private final int size;
    private final int crc;
    private final boolean damaged;

    private Sidecar(Path file, IndexPages pages, int size, int crc, boolean damaged) {
        this.file = file;
        this.pages = pages;
        this.size = size;
        this.crc = crc;
        this.damaged = damaged;
    }

    /// @param end     length of the segment's file, to tell a sidecar of another time
    /// @param damaged the segment has lost octets that no slot tells of
    static void write(Path file, long salt, long end, boolean damaged, MemoryIndex index) throws IOException {
        var slots = index.octets();
        var out = ByteBuffer.allocate(HEADER + slots.remaining());
        out.putLong(MAGIC).putLong(salt).putLong(end).putInt(index.size()).putInt(damaged ? 1 : 0).putInt(Crc.of(slots));
        out.position(HEADER - 4);
        out.putInt(Crc.of(out.slice(0, HEADER - 4))).put(slots);
        Disk.replace(file, out.flip());
    }

    /// Empty when there is none that fits this segment.
    static Optional<Sidecar> open(Path file, long salt, long end, IndexPages pages) {
        try (var channel = FileChannel.open(file, READ)) {
            var in = Disk.read(channel, 0, HEADER);
            if (in.remaining() < HEADER || in.getLong(0) != MAGIC || in.getInt(HEADER - 4) != Crc.of(in.slice(0, HEADER - 4))) return Optional.empty();
            int size = in.getInt(24);
            if (in.getLong(8) != salt || in.getLong(16) != end || channel.size() != HEADER + (long) size * Slot.LENGTH) return Optional.empty();
            return Optional.of(new Sidecar(file, pages, size, in.getInt(32), in.getInt(28) != 0));
        } catch (IOException rebuiltByTheCaller) {
            return Optional.empty();
        }
    }

    /// Every slot is as it was written.
    boolean whole() throws IOException {
        try (var channel = FileChannel.open(file, READ)) {
            var sum = new CRC32C();
            for (long at = HEADER, end = HEADER + (long) size * Slot.LENGTH; at < end; at += 1 << 16) {
                sum.update(Disk.read(channel, at, (int) Math.min(1 << 16, end - at)));
            }
            return (int) sum.getValue() == crc;
        }
    }

    boolean damaged() { return damaged; }

    @Override public int size() { return size; }

    @Override public Slot at(int i) throws IOException {
        if (i < 0 || i >= size) throw new IndexOutOfBoundsException(i);
        int page = i / SLOTS_A_PAGE;
        var octets = pages.get(file, page, this::load);
        int at = i % SLOTS_A_PAGE * Slot.LENGTH;
        if (octets.limit() < at + Slot.LENGTH) throw new IOException(file + " is shorter than it says");
        return Slot.decode(octets, at);
    }

    private ByteBuffer load(int page) throws IOException {
        try (var channel = FileChannel.open(file, READ)) {
            return Disk.read(channel, HEADER + (long) page * SLOTS_A_PAGE * Slot.LENGTH, SLOTS_A_PAGE * Slot.LENGTH);
        }
    }
}
