package org.posthouse.connector.pop3;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.WritableByteChannel;
import java.nio.charset.StandardCharsets;
import org.posthouse.connector.api.Content;
import org.posthouse.wire.DotStuffing;
import org.posthouse.wire.OctetSink;
import org.posthouse.wire.Wire;

/// A message, or its top, on its way to the client: streamed in blocks, or by the kernel alone where nothing has to be changed.
final class Sending implements AutoCloseable {
    private static final byte[] END = ".\r\n".getBytes(StandardCharsets.US_ASCII);
    private static final int BLOCK = 32 << 10;
    /// Below this a copy is cheaper than the packet of its own that goes before a transfer.
    private static final long WORTH_TRANSFER = 64 << 10;
    private static final long TRANSFER = 256 << 10;
    private static final int ALL = -1;

    private final Content content;
    private final int lines;

    private Sending(Content content, int lines) {
        this.content = content;
        this.lines = lines;
    }

    static Sending whole(Content content) { return new Sending(content, ALL); }

    /// The header, the empty line and so many lines of the body.
    static Sending top(Content content, int lines) { return new Sending(content, lines); }

    /// Sends everything up to and with the line of the final dot.
    ///
    /// @throws Torn when the message itself cannot be read
    void to(Wire wire) throws IOException {
        byte[] prefix = content.prefix();
        wire.write(prefix, 0, prefix.length);
        if (lines != ALL) {
            var stuffing = new DotStuffing(wire::write);
            var top = new Top(lines, stuffing);
            copy(top, top);
            stuffing.finish();
        } else if (!content.plainToSend()) {
            var stuffing = new DotStuffing(wire::write);
            copy(stuffing, null);
            stuffing.finish();
        } else {
            if (wire.plain() && content.bodySize() >= WORTH_TRANSFER) transfer(wire);
            else copy(wire::write, null);
            wire.write(END, 0, END.length);
        }
    }

    /// @param top when not null, tells that enough was read
    private void copy(OctetSink sink, Top top) throws IOException {
        var block = new byte[Math.clamp(content.bodySize(), 1, BLOCK)];
        long left = content.bodySize();
        try (InputStream body = open()) {
            while (left > 0 && (top == null || !top.done())) {
                int count = read(body, block);
                left -= count;
                sink.write(block, 0, count);
            }
        }
    }

    private InputStream open() throws Torn {
        try {
            return content.body();
        } catch (IOException | RuntimeException unreadable) {
            throw new Torn(unreadable);
        }
    }

    private static int read(InputStream body, byte[] block) throws Torn {
        try {
            int count = body.read(block, 0, block.length);
            if (count <= 0) throw new IOException("the message ends before its size");
            return count;
        } catch (IOException | RuntimeException unreadable) {
            throw new Torn(unreadable);
        }
    }

    private void transfer(Wire wire) throws IOException {
        long position = 0;
        while (position < content.bodySize()) {
            long from = position;
            long moved = wire.sendDirect(channel -> content.transferTo(from, Math.min(TRANSFER, content.bodySize() - from), channel));
            position += moved > 0 ? moved : push(wire, from);
        }
    }

    /// A virtual thread's socket does not block: when the peer is slow, a transfer moves nothing and would have to be asked again at once. An
    /// ordinary write of a little parks the thread until there is room.
    private long push(Wire wire, long position) throws IOException {
        var little = ByteBuffer.allocate((int) Math.min(BLOCK, content.bodySize() - position));
        long taken = content.transferTo(position, little.capacity(), new Into(little));
        if (taken <= 0) throw new Torn(new IOException("the message ends before its size"));
        wire.write(little.array(), 0, (int) taken);
        wire.flush();
        return taken;
    }

    /// A channel that ends in the heap.
    private record Into(ByteBuffer buffer) implements WritableByteChannel {
        @Override public int write(ByteBuffer octets) {
            int count = Math.min(octets.remaining(), buffer.remaining());
            buffer.put(octets.slice(octets.position(), count));
            octets.position(octets.position() + count);
            return count;
        }

        @Override public boolean isOpen() { return true; }

        @Override public void close() { }
    }

    @Override public void close() { content.close(); }
}
