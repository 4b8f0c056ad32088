package org.posthouse.store;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.util.ArrayList;
import java.util.List;

/// One pass over a segment whose index is not known or not believed. It judges octets; [Recovery] decides what that means.
final class Scan {
    /// A stretch that is not what was written: a record whose envelope or body is wrong, or octets in which no block can be read.
    ///
    /// @param number of the record, -1 for an unreadable stretch
    record Bad(long from, long to, int number) { }

    final MemoryIndex index = new MemoryIndex();
    final List<Bad> bad = new ArrayList<>();
    /// The highest offset that any mark vouches for.
    long synced = SegmentHeader.LENGTH;
    /// One more than the highest number that a mark vouches for.
    int next;
    /// Behind the last block that could be read.
    long end = SegmentHeader.LENGTH;
    /// What stands at the end is a seal.
    boolean sealed;

    private final Window window;
    private final long salt;
    private final long limit;
    private int last = -1;

    private Scan(FileChannel channel, long salt, long limit) {
        this.window = new Window(channel, limit);
        this.salt = salt;
        this.limit = limit;
    }

    static Scan of(FileChannel channel, long salt, long limit) throws IOException {
        var scan = new Scan(channel, salt, limit);
        scan.run();
        return scan;
    }

    private void run() throws IOException {
        long at = SegmentHeader.LENGTH;
        while (at < limit) {
            var block = blockAt(at);
            switch (block) {
                case Block.Record record -> take(record, at);
                case Block.Mark mark -> take(mark, at);
                case null -> {
                    long found = nextBlock(at + 8);
                    bad.add(new Bad(at, found, -1));
                    at = found;
                    continue;
                }
            }
            at += block.length();
            end = at;
        }
    }

    private void take(Block.Record record, long at) throws IOException {
        boolean whole = window.crc(at + Block.Record.LENGTH, record.envelopeLength()) == record.envelopeCrc()
                && (record.large() || window.crc(at + Block.Record.LENGTH + record.envelopeLength(), record.bodyLength()) == record.bodyCrc());
        if (!whole) bad.add(new Bad(at, at + record.length(), record.number()));
        index.add(new Index.Slot(record.number(), record.large(), !whole, at, record.bodyLength()));
        last = record.number();
        sealed = false;
    }

    private void take(Block.Mark mark, long at) {
        synced = Math.max(synced, Math.min(mark.synced(), at));
        next = Math.max(next, mark.next());
        sealed = mark.seal();
    }

    /// The block here if it is readable, fits and continues the numbering; else null, since a rotten length must not lead anywhere.
    private Block blockAt(long at) throws IOException {
        var found = Block.decode(window.at(at, Block.FIXED), 0, salt).orElse(null);
        if (found == null || found.length() > limit - at) return null;
        return found instanceof Block.Record record && record.number() <= last ? null : found;
    }

    private long nextBlock(long from) throws IOException {
        for (long at = from; at + Block.Mark.LENGTH <= limit; at += 8) {
            var octets = window.at(at, Block.FIXED);
            if (octets.remaining() >= 8 && octets.getLong(0) == salt && blockAt(at) != null) return at;
        }
        return limit;
    }
}
