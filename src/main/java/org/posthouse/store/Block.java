package org.posthouse.store;

import java.nio.ByteBuffer;
import java.util.Optional;

/// What stands in a segment after its header: blocks, each at a multiple of 8 and begun by the segment's salt.
sealed interface Block {
    /// Octets on disk, the padding to a multiple of 8 included.
    long length();

    /// Octets of the longest fixed part, enough for [#decode].
    int FIXED = 40;

    /// The fixed part of a block, or empty where none stands.
    static Optional<Block> decode(ByteBuffer in, int at, long salt) {
        if (in.limit() - at < Mark.LENGTH || in.getLong(at) != salt) return Optional.empty();
        return switch (in.get(at + 8)) {
            case Record.INLINE, Record.LARGE -> Record.decode(in, at).map(Block.class::cast);
            case Mark.MARK, Mark.SEAL -> Mark.decode(in, at).map(Block.class::cast);
            default -> Optional.empty();
        };
    }

    /// A message: this fixed part, the envelope, and the body unless it lies in a file of its own.
    record Record(boolean large, int number, int envelopeLength, long bodyLength, int envelopeCrc, int bodyCrc) implements Block {
        static final int LENGTH = 40;
        static final byte INLINE = 1;
        static final byte LARGE = 2;

        long inlineBody() { return large ? 0 : bodyLength; }

        @Override public long length() { return LENGTH + envelopeLength + inlineBody() + 7 & ~7L; }

        void encode(ByteBuffer out, long salt) {
            int at = out.position();
            out.putLong(salt).put(large ? LARGE : INLINE).put((byte) 0).putShort((short) 0);
            out.putInt(number).putInt(envelopeLength).putInt(bodyCrc).putLong(bodyLength).putInt(envelopeCrc);
            out.putInt(Crc.of(out.slice(at, LENGTH - 4)));
        }

        private static Optional<Record> decode(ByteBuffer in, int at) {
            if (in.limit() - at < LENGTH || in.getInt(at + 36) != Crc.of(in.slice(at, LENGTH - 4))) return Optional.empty();
            var record = new Record(in.get(at + 8) == LARGE, in.getInt(at + 12), in.getInt(at + 16), in.getLong(at + 24), in.getInt(at + 32), in.getInt(at + 20));
            boolean sane = record.number >= 0 && record.envelopeLength >= 0 && record.envelopeLength <= EnvelopeCodec.LIMIT && record.bodyLength >= 0;
            return sane ? Optional.of(record) : Optional.empty();
        }
    }

    /// Begins each batch (and follows the last one when the writer falls idle): all before `synced` was synced when this was written.
    ///
    /// @param seal   the last block of a segment that will not grow any more
    /// @param next   number of the next record; all below it were written before this mark
    /// @param synced offset in this segment
    record Mark(boolean seal, int next, long synced) implements Block {
        static final int LENGTH = 32;
        static final byte MARK = 3;
        static final byte SEAL = 4;

        @Override public long length() { return LENGTH; }

        void encode(ByteBuffer out, long salt) {
            int at = out.position();
            out.putLong(salt).put(seal ? SEAL : MARK).put((byte) 0).putShort((short) 0);
            out.putInt(next).putLong(synced).putInt(0);
            out.putInt(Crc.of(out.slice(at, LENGTH - 4)));
        }

        private static Optional<Mark> decode(ByteBuffer in, int at) {
            if (in.getInt(at + 28) != Crc.of(in.slice(at, LENGTH - 4))) return Optional.empty();
            return Optional.of(new Mark(in.get(at + 8) == SEAL, in.getInt(at + 12), in.getLong(at + 16)));
        }
    }
}
