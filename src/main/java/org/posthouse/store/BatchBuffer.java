package org.posthouse.store;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;

/// Gathers a batch outside the heap, so that the only copy made is the one into it, and writes it in few large pieces.
final class BatchBuffer {
    private final ByteBuffer octets;
    private FileChannel channel;
    private long flushed;

    BatchBuffer(int capacity) { octets = ByteBuffer.allocateDirect(capacity); }

    /// Begins anew at this offset of this file; what was gathered before is forgotten.
    void start(FileChannel channel, long at) {
        this.channel = channel;
        this.flushed = at;
        octets.clear();
    }

    /// Offset in the file of what is put next.
    long position() { return flushed + octets.position(); }

    void put(Block.Record record, long salt) throws IOException {
        room(Block.Record.LENGTH);
        record.encode(octets, salt);
    }

    void put(Block.Mark mark, long salt) throws IOException {
        room(Block.Mark.LENGTH);
        mark.encode(octets, salt);
    }

    void put(byte[] bytes, int length) throws IOException {
        for (int at = 0; at < length; ) {
            if (!octets.hasRemaining()) flush();
            int step = Math.min(length - at, octets.remaining());
            octets.put(bytes, at, step);
            at += step;
        }
    }

    /// Blocks begin at multiples of 8.
    void pad() throws IOException {
        room(8);
        while ((position() & 7) != 0) octets.put((byte) 0);
    }

    void flush() throws IOException {
        octets.flip();
        int length = octets.remaining();
        Disk.writeFully(channel, octets, flushed);
        octets.clear();
        flushed += length;
    }

    private void room(int octetsNeeded) throws IOException { if (octets.remaining() < octetsNeeded) flush(); }
}
