package org.posthouse.connector.pop3;

import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.WritableByteChannel;

/// A message of any size that is stored nowhere: lines of 64 octets, every eighth of which begins with a dot.
record Endless(long size) implements FakeMessage.Source {
    static final int LINE = 64;

    @Override public InputStream stream() {
        return new InputStream() {
            private long at;

            @Override public int read() { throw new AssertionError("octet by octet"); }

            @Override public int read(byte[] into, int from, int length) {
                int count = (int) Math.min(length, size - at);
                for (int i = 0; i < count; i++) into[from + i] = octet(at++);
                return count == 0 ? -1 : count;
            }
        };
    }

    static byte octet(long position) {
        int column = (int) (position % LINE);
        if (column == LINE - 2) return '\r';
        if (column == LINE - 1) return '\n';
        return (byte) (column == 0 && position / LINE % 8 == 0 ? '.' : 'x');
    }

    @Override public long transfer(long position, long count, WritableByteChannel target) throws IOException { throw new IOException("nowhere"); }
}
