package org.posthouse.store;


import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.WritableByteChannel;
import org.posthouse.connector.api.BodyFacts;

/// One stored message, open for reading. It keeps its place on disk until closed, whatever compaction does. One thread uses it.
///
/// No octet leaves before the whole body's CRC was found right, because a reader who is told only at the end has already delivered the rest: a short
/// body is read once and handed out from memory, a longer one is read through first, at most once in the life of the process.
public final class StoredBody implements AutoCloseable {
    private static final int SHORT = 64 << 10;

    private final RecordId id;
    private final RecordReader record;
    private final Source source;
    private final BodyFacts facts;
    private final FileChannel channel;
    private boolean open = true;

    /// What the body needs of the store it came from.
    interface Source {
        boolean verified(RecordId id);

        void nowVerified(RecordId id);

        DamagedRecord damaged(RecordId id, String what);

        void leave();
    }

    StoredBody(RecordId id, RecordReader record, FileChannel channel, Source source) throws IOException {
        this.id = id;
        this.record = record;
        this.channel = channel;
        this.source = source;
        this.facts = EnvelopeCodec.decodeFacts(record.envelope().duplicate());
    }

    public RecordId id() { return id; }

    /// Octets of the message as it arrived.
    public long size() { return record.block().bodyLength(); }

    public BodyFacts facts() { return facts; }

    /// Decoded anew by each call.
    public StoredEnvelope envelope() throws IOException { return EnvelopeCodec.decode(record.envelope().duplicate()); }

    /// The message from its first octet; may be called more than once, and ends with this handle.
    ///
    /// @throws DamagedRecord when the body is not what was written
    public InputStream open() throws IOException {
        if (size() > SHORT) {
            verify();
            return new Stream();
        }
        var octets = Disk.read(channel, record.bodyAt(), (int) size());
        if (octets.remaining() != size() || Crc.of(octets) != record.block().bodyCrc()) throw source.damaged(id, "the CRC of its body is wrong");
        source.nowVerified(id);
        return new ByteArrayInputStream(octets.array(), 0, octets.limit());
    }

    /// Sends octets from `position` straight from the file, as many as the channel takes.
    ///
    /// @return at most `count`; 0 when the channel took none or the body ends at `position`
    /// @throws DamagedRecord when the body is not what was written
    public long transferTo(long position, long count, WritableByteChannel target) throws IOException {
        if (position < 0 || count < 0) throw new IllegalArgumentException("position " + position + ", count " + count);
        verify();
        long octets = Math.min(count, size() - position);
        return octets <= 0 ? 0 : channel.transferTo(record.bodyAt() + position, octets, target);
    }

    /// Reads the body through unless this process has done so already.
    ///
    /// @throws DamagedRecord when it is not what was written
    public void verify() throws IOException {
        if (source.verified(id)) return;
        if (!record.bodyWhole(channel)) throw source.damaged(id, "the CRC of its body is wrong");
        source.nowVerified(id);
    }

    @Override public void close() {
        if (!open) return;
        open = false;
        try (var _ = channel) {
            source.leave();
        } catch (IOException nothingWasWritten) {
            // a file that was only read
        }
    }


    private final class Stream extends InputStream {
        private long at;

        @Override public int read() throws IOException {
            var one = new byte[1];
            return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
        }

        @Override public int read(byte[] into, int from, int length) throws IOException {
            int wanted = (int) Math.min(length, size() - at);
            if (length > 0 && wanted <= 0) return -1;
            int got = wanted == 0 ? 0 : channel.read(ByteBuffer.wrap(into, from, wanted), record.bodyAt() + at);
            if (got < 0) throw source.damaged(id, "its body ends too early");
            at += got;
            return got;
        }

        /// Reads nothing: a part deep in a long message costs no more than the first.
        @Override public long skip(long octets) {
            long skipped = Math.clamp(octets, 0, size() - at);
            at += skipped;
            return skipped;
        }

        @Override public int available() { return (int) Math.min(Integer.MAX_VALUE, size() - at); }
    }
}
