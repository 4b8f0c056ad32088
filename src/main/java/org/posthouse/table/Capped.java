package org.posthouse.table;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;

/// A stream that throws [TooLarge] behind a limit.
public final class Capped extends FilterInputStream {
    private final long limit;
    private long left;

    public Capped(InputStream body, long limit) {
        super(body);
        this.limit = left = limit;
    }

    @Override public int read() throws IOException {
        int octet = super.read();
        if (octet >= 0) count(1);
        return octet;
    }

    @Override public int read(byte[] into, int from, int length) throws IOException {
        int read = super.read(into, from, length);
        if (read > 0) count(read);
        return read;
    }

    private void count(int read) throws TooLarge {
        left -= read;
        if (left < 0) throw new TooLarge(limit);
    }

    public static final class TooLarge extends IOException {
        private static final long serialVersionUID = 1;

        TooLarge(long limit) { super("more than " + limit + " octets"); }
    }
}
