package org.posthouse.list;

import java.io.IOException;
import java.io.OutputStream;
import org.posthouse.connector.api.BodyFacts;
import org.posthouse.connector.api.BodySink;
import org.posthouse.mime.Scan;

/// A message on its way into the store, with what the store wants to know of it counted as it goes by.
public final class Staging extends OutputStream {
    private final BodySink sink;
    private final int headerSize;
    private long size;
    private long lines;
    private long dotLines;
    private boolean eightBit;
    private byte last = '\n';
    private byte beforeLast = '\r';

    /// @param headerSize octets of the header that is written first, with its empty line
    public Staging(BodySink sink, int headerSize) {
        this.sink = sink;
        this.headerSize = headerSize;
    }

    @Override public void write(int octet) throws IOException { write(new byte[] {(byte) octet}, 0, 1); }

    @Override public void write(byte[] octets, int from, int length) throws IOException {
        if (length == 0) return;
        sink.write(octets, from, length);
        size += length;
        if (!eightBit) eightBit = Scan.eightBit(octets, from, from + length);
        for (int i = from; i < from + length; i++) {
            if (octets[i] == '.' && last == '\n') dotLines++;
            if (octets[i] == '\n') lines++;
            beforeLast = last;
            last = octets[i];
        }
    }

    public BodyFacts facts() { return new BodyFacts(size, headerSize, lines, dotLines, eightBit, last == '\n' && beforeLast == '\r'); }
}
