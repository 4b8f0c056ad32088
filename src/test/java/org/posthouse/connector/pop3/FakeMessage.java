package org.posthouse.connector.pop3;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.WritableByteChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicInteger;
import org.posthouse.connector.api.Content;

/// A stored message, in the heap or in a file.
record FakeMessage(byte[] prefix, Source source, boolean plain, AtomicInteger opened) {

    interface Source {
        InputStream stream() throws IOException;

        long size();

        long transfer(long position, long count, WritableByteChannel target) throws IOException;
    }

    static FakeMessage of(String prefix, String body) { return of(prefix, body, false); }

    static FakeMessage of(String prefix, String body, boolean plain) {
        return new FakeMessage(prefix.getBytes(StandardCharsets.UTF_8), new Heap(body.getBytes(StandardCharsets.UTF_8)), plain, new AtomicInteger());
    }

    static FakeMessage file(String prefix, Path file, boolean plain) {
        return new FakeMessage(prefix.getBytes(StandardCharsets.UTF_8), new File(file), plain, new AtomicInteger());
    }

    static FakeMessage of(Source source) { return new FakeMessage(new byte[0], source, false, new AtomicInteger()); }

    long size() { return prefix.length + source.size(); }

    Content open() {
        opened.incrementAndGet();
        return new Content() {
            @Override public byte[] prefix() { return prefix; }

            @Override public long bodySize() { return source.size(); }

            @Override public boolean plainToSend() { return plain; }

            @Override public InputStream body() throws IOException { return source.stream(); }

            @Override public long transferTo(long position, long count, WritableByteChannel target) throws IOException { return source.transfer(position, count, target); }

            @Override public void close() { opened.decrementAndGet(); }
        };
    }

    record Heap(byte[] octets) implements Source {
        @Override public InputStream stream() { return new ByteArrayInputStream(octets); }

        @Override public long size() { return octets.length; }

        @Override public long transfer(long position, long count, WritableByteChannel target) throws IOException {
            return target.write(ByteBuffer.wrap(octets, (int) position, (int) count));
        }
    }

    record File(Path path) implements Source {
        @Override public InputStream stream() throws IOException { return Files.newInputStream(path); }

        @Override public long size() { return path.toFile().length(); }

        @Override public long transfer(long position, long count, WritableByteChannel target) throws IOException {
            try (var file = FileChannel.open(path)) {
                return file.transferTo(position, count, target);
            }
        }
    }
}
