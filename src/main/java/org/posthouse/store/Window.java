package org.posthouse.store;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.util.zip.CRC32C;

/// Reads a file forwards in large pieces. One thread uses it.
final class Window {
    private static final int PIECE = 256 << 10;

    private final FileChannel channel;
    private final long limit;
    private ByteBuffer piece = ByteBuffer.allocate(0);
    private long from;

    /// @param limit nothing from here on is looked at
    Window(FileChannel channel, long limit) {
        this.channel = channel;
        this.limit = limit;
    }

    /// The octets at `position`: as many as asked for, fewer only where the limit is near.
    ByteBuffer at(long position, int length) throws IOException {
        int wanted = Math.clamp(limit - position, 0, length);
        if (position < from || position + wanted > from + piece.limit()) {
            piece = Disk.read(channel, position, Math.clamp(limit - position, 0, Math.max(PIECE, wanted)));
            from = position;
        }
        int at = (int) (position - from);
        return piece.slice(at, Math.min(wanted, piece.limit() - at));
    }

    int crc(long position, long length) throws IOException {
        var sum = new CRC32C();
        for (long end = position + length; position < end; ) {
            var octets = at(position, (int) Math.min(PIECE, end - position));
            if (!octets.hasRemaining()) break;
            position += octets.remaining();
            sum.update(octets);
        }
        return (int) sum.getValue();
    }
}
