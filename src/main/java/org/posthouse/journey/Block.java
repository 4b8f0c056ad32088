package org.posthouse.journey;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.zip.CRC32C;
import java.util.zip.DataFormatException;
import java.util.zip.Deflater;
import java.util.zip.Inflater;

/// Some items, packed, as they stand in a day's file: a head of 40 octets, then the packed items, then zeros up to the next multiple of 16. A reader needs one read and no other block.
///
/// Head: magic, octets of the packed items, octets unpacked, how many items, time of the first and of the last in microseconds, CRC-32C of the head before it and of the packed items, zeros.
final class Block {
    static final int HEAD = 40;
    /// Blocks begin at multiples of this, so that their numbers fit into an index as an int.
    static final int UNIT = 16;
    /// Unpacked items after which a block is full.
    static final int FULL = 64 << 10;
    private static final int MAGIC = 0x50484a31;                                // "PHJ1"
    private static final int CRC_AT = 32;
    /// One message to a hundred thousand people has the largest item.
    private static final int MOST = 64 << 20;

    private Block() { }

    /// Fills one block after the other. One thread.
    static final class Writer {
        private final Deflater deflater = new Deflater(Deflater.BEST_SPEED);
        private final ByteArrayOutputStream raw = new ByteArrayOutputStream(FULL + 4096);
        private final DataOutputStream out = new DataOutputStream(raw);
        private int items;
        private Instant first = Instant.MAX;
        private Instant last = Instant.MIN;

        void add(Item item) {
            try {
                write(out, item);
            } catch (IOException impossible) {
                throw new IllegalStateException(impossible);
            }
            items++;
            if (item.at().isBefore(first)) first = item.at();
            if (item.at().isAfter(last)) last = item.at();
        }

        boolean isEmpty() { return items == 0; }

        boolean isFull() { return raw.size() >= FULL; }

        /// The block, and a new one begins.
        ByteBuffer finish() {
            var unpacked = raw.toByteArray();
            var packed = new byte[unpacked.length + unpacked.length / 1000 + 64];
            deflater.setInput(unpacked);
            deflater.finish();
            int length = 0;
            while (!deflater.finished()) length += deflater.deflate(packed, length, packed.length - length);
            deflater.reset();
            var block = ByteBuffer.allocate(up(HEAD + length));
            block.putInt(MAGIC).putInt(length).putInt(unpacked.length).putInt(items).putLong(micros(first)).putLong(micros(last));
            block.position(HEAD).put(packed, 0, length);
            block.putInt(CRC_AT, crc(block.array(), HEAD + length)).position(0);
            raw.reset();
            items = 0;
            first = Instant.MAX;
            last = Instant.MIN;
            return block;
        }
    }

    /// What the head says.
    ///
    /// @param octets of the whole block
    record Head(int packed, int unpacked, int items, Instant first, Instant last) {
        int octets() { return up(HEAD + packed); }

        /// Empty for what is none.
        static Optional<Head> read(ByteBuffer in) {
            if (in.remaining() < HEAD || in.getInt(in.position()) != MAGIC) return Optional.empty();
            int at = in.position();
            int packed = in.getInt(at + 4);
            int unpacked = in.getInt(at + 8);
            if (packed < 0 || packed > MOST || unpacked < 0 || unpacked > MOST) return Optional.empty();
            return Optional.of(new Head(packed, unpacked, in.getInt(at + 12), instant(in.getLong(at + 16)), instant(in.getLong(at + 24))));
        }
    }

    /// The items of a whole block; empty when it is torn or rotten. Kinds that a newer house knows are left out.
    static Optional<List<Item>> read(byte[] block) {
        var head = Head.read(ByteBuffer.wrap(block));
        if (head.isEmpty() || block.length < HEAD + head.get().packed() || crc(block, HEAD + head.get().packed()) != ByteBuffer.wrap(block).getInt(CRC_AT)) return Optional.empty();
        var unpacked = new byte[head.get().unpacked()];
        var inflater = new Inflater();
        try {
            inflater.setInput(block, HEAD, head.get().packed());
            if (inflater.inflate(unpacked) != unpacked.length) return Optional.empty();
            var in = new DataInputStream(new ByteArrayInputStream(unpacked));
            var items = new ArrayList<Item>(head.get().items());
            for (int i = 0; i < head.get().items(); i++) read(in).ifPresent(items::add);
            return Optional.of(items);
        } catch (DataFormatException | IOException | RuntimeException unreadable) {
            return Optional.empty();
        } finally {
            inflater.end();
        }
    }

    /// Everything before the CRC, and the packed items behind the head.
    private static int crc(byte[] block, int end) {
        var sum = new CRC32C();
        sum.update(block, 0, CRC_AT);
        sum.update(block, HEAD, end - HEAD);
        return (int) sum.getValue();
    }

    static int up(int octets) { return (octets + UNIT - 1) / UNIT * UNIT; }

    private static long micros(Instant at) { return ChronoUnit.MICROS.between(Instant.EPOCH, at); }

    private static Instant instant(long micros) { return Instant.EPOCH.plus(micros, ChronoUnit.MICROS); }

    private static void write(DataOutputStream out, Item item) throws IOException {
        text(out, item instanceof Event event ? event.kind().name() : Event.Kind.ACCEPTED.name());
        out.writeLong(micros(item.at()));
        text(out, item.record());
        switch (item) {
            case Event event -> {
                out.writeLong(event.account());
                for (var text : List.of(event.recipient(), event.address(), event.subject(), event.text())) text(out, text);
            }
            case Acceptance taken -> {
                out.writeLong(taken.account());
                out.writeLong(taken.octets());
                out.writeBoolean(taken.vouched());
                out.writeInt(taken.about().received());
                for (var text : List.of(taken.sender(), taken.service(), taken.client(), taken.helo(), taken.tls(), taken.who(), taken.session(), taken.spf(), taken.hold(), taken.cause(), taken.about().id(),
                        taken.about().subject())) text(out, text);
                out.writeInt(taken.recipients().size());
                for (var recipient : taken.recipients()) text(out, recipient);
            }
        }
    }

    private static Optional<Item> read(DataInputStream in) throws IOException {
        var name = text(in);
        var at = instant(in.readLong());
        var record = text(in);
        long account = in.readLong();
        if (name.equals(Event.Kind.ACCEPTED.name())) {
            long octets = in.readLong();
            boolean vouched = in.readBoolean();
            int received = in.readInt();
            var t = new String[12];
            for (int i = 0; i < t.length; i++) t[i] = text(in);
            int count = in.readInt();
            var recipients = new ArrayList<String>(Math.min(count, 1024));
            for (int i = 0; i < count; i++) recipients.add(text(in));
            return Optional.of(new Acceptance(at, record, t[0], recipients, octets, t[1], t[2], t[3], t[4], account, t[5], t[6], vouched, t[7], t[8], t[9], new Heading(t[10], t[11], received)));
        }
        var recipient = text(in);
        var address = text(in);
        var subject = text(in);
        var words = text(in);
        return Arrays.stream(Event.Kind.values()).filter(kind -> kind.name().equals(name)).findFirst().map(kind -> new Event(at, record, recipient, address, account, kind, subject, words));
    }

    private static void text(DataOutputStream out, String text) throws IOException {
        var octets = text.getBytes(StandardCharsets.UTF_8);
        out.writeShort(octets.length);
        out.write(octets);
    }

    private static String text(DataInputStream in) throws IOException { return new String(in.readNBytes(in.readUnsignedShort()), StandardCharsets.UTF_8); }
}
