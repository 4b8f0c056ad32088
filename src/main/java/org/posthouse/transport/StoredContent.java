package org.posthouse.transport;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import org.posthouse.mime.Scan;
import org.posthouse.queue.Load;
import org.posthouse.smtpclient.Content;
import org.posthouse.smtpclient.Unreadable;
import org.posthouse.store.StoredBody;
import org.posthouse.wire.OctetSink;

/// A load's message: what stands in front of this copy, then the record.
final class StoredContent implements Content {
    private static final int PART = 32 << 10;

    private final Load load;
    private final StoredBody body;

    StoredContent(Load load, StoredBody body) {
        this.load = load;
        this.body = body;
    }

    @Override public long octets() { return load.prefix().length + body.size() + (body.facts().endsInCrlf() ? 0 : 2); }

    @Override public boolean eightBit() { return body.facts().eightBit() || Scan.eightBit(load.prefix(), 0, load.prefix().length); }

    @Override public boolean eightBitHeader() {
        if (Scan.eightBit(load.prefix(), 0, load.prefix().length)) return true;
        if (!body.facts().eightBit()) return false;
        var part = new byte[PART];
        try (var in = body.open()) {
            int left = body.facts().headerSize();
            for (int count = in.read(part, 0, Math.min(left, PART)); left > 0 && count > 0; count = in.read(part, 0, Math.min(left, PART))) {
                if (Scan.eightBit(part, 0, count)) return true;
                left -= count;
            }
            return false;
        } catch (IOException unreadable) {
            throw new Unreadable(unreadable);
        }
    }

    @Override public void to(OctetSink sink) throws IOException {
        var part = new byte[PART];
        pass(new ByteArrayInputStream(load.prefix()), part, sink);
        try (var in = open()) {
            pass(in, part, sink);
        }
    }

    private InputStream open() {
        try {
            return body.open();
        } catch (IOException unreadable) {
            throw new Unreadable(unreadable);
        }
    }

    private static void pass(InputStream in, byte[] part, OctetSink sink) throws IOException {
        for (int count = read(in, part); count > 0; count = read(in, part)) sink.write(part, 0, count);
    }

    private static int read(InputStream in, byte[] part) {
        try {
            return in.read(part);
        } catch (IOException unreadable) {
            throw new Unreadable(unreadable);
        }
    }
}
