package org.posthouse.log;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Optional;

/// The lines of a file, the last one first.
final class BackwardLines implements AutoCloseable {
    private static final int BLOCK = 64 << 10;
    /// A line of more octets is given in pieces.
    private static final int MOST = 256 << 10;

    private final FileChannel file;
    private byte[] held = new byte[0];                  // octets before what was given, as far as they were read
    private long start;                                 // where they begin in the file
    private long read;

    BackwardLines(Path path) throws IOException {
        file = FileChannel.open(path);
        start = file.size();
        more();
        if (held.length > 0 && held[held.length - 1] == '\n') held = java.util.Arrays.copyOf(held, held.length - 1);
    }

    /// Octets read so far.
    long read() { return read; }

    Optional<String> next() throws IOException {
        while (true) {
            int end = lastBreak();
            if (end >= 0 || start == 0 && held.length > 0 || held.length > MOST) {
                var line = new String(held, end + 1, held.length - end - 1, StandardCharsets.UTF_8);
                held = java.util.Arrays.copyOf(held, Math.max(end, 0));
                return Optional.of(line);
            }
            if (start == 0) return Optional.empty();
            more();
        }
    }

    private int lastBreak() {
        for (int i = held.length - 1; i >= 0; i--) if (held[i] == '\n') return i;
        return -1;
    }

    private void more() throws IOException {
        int count = (int) Math.min(BLOCK, start);
        var block = ByteBuffer.allocate(count + held.length);
        block.limit(count);
        while (block.hasRemaining() && file.read(block, start - count + block.position()) >= 0) { }
        System.arraycopy(held, 0, block.array(), count, held.length);
        held = block.array();
        start -= count;
        read += count;
    }

    @Override public void close() throws IOException { file.close(); }
}
