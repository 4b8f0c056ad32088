package org.posthouse.connector.pop3;

import java.nio.charset.StandardCharsets;
import java.util.BitSet;
import java.util.HashSet;
import java.util.List;
import java.util.OptionalInt;
import java.util.Set;
import java.util.stream.IntStream;
import org.posthouse.connector.api.MaildropVerdict.Message;

/// The messages of one session, numbered from 1, with its deletion marks. Arrays, since a maildrop may hold tens of thousands: about 40 octets a message.
final class Snapshot {
    private final long drop;
    private final long[] ids;
    private final long[] sizes;
    private final byte[] uidls;
    private final int[] uidlEnds;
    private final BitSet deleted = new BitSet();
    private int last;

    Snapshot(long drop, List<Message> messages) {
        this.drop = drop;
        this.ids = messages.stream().mapToLong(Message::id).toArray();
        this.sizes = messages.stream().mapToLong(Message::size).toArray();
        this.uidlEnds = new int[ids.length];
        this.uidls = new byte[messages.stream().mapToInt(message -> message.uidl().length()).sum()];
        int end = 0;
        for (int i = 0; i < ids.length; i++) {
            byte[] uidl = messages.get(i).uidl().getBytes(StandardCharsets.US_ASCII);
            System.arraycopy(uidl, 0, uidls, end, uidl.length);
            end += uidl.length;
            uidlEnds[i] = end;
        }
    }

    /// Names the maildrop to the house.
    long drop() { return drop; }

    /// The message number that a client typed, unless it is none, of no message here, or of one marked as deleted (RFC 1939 §5).
    OptionalInt find(String typed) {
        var number = Numbers.parse(typed);
        return number.isPresent() && number.getAsInt() >= 1 && number.getAsInt() <= ids.length && !deleted.get(number.getAsInt()) ? number : OptionalInt.empty();
    }

    /// Numbers of the messages not marked as deleted.
    IntStream numbers() { return IntStream.rangeClosed(1, ids.length).filter(number -> !deleted.get(number)); }

    int count() { return ids.length - deleted.cardinality(); }

    /// Octets of all messages not marked as deleted.
    long octets() { return numbers().mapToLong(this::size).sum(); }

    long id(int number) { return ids[number - 1]; }

    long size(int number) { return sizes[number - 1]; }

    String uidl(int number) {
        int from = number == 1 ? 0 : uidlEnds[number - 2];
        return new String(uidls, from, uidlEnds[number - 1] - from, StandardCharsets.US_ASCII);
    }

    void delete(int number) {
        deleted.set(number);
        accessed(number);
    }

    void accessed(int number) { last = Math.max(last, number); }

    /// The highest number accessed in this session, 0 when none was.
    int last() { return last; }

    void reset() {
        deleted.clear();
        last = 0;
    }

    /// What QUIT has to remove.
    Set<Long> deleted() {
        var gone = HashSet.<Long>newHashSet(deleted.cardinality());
        deleted.stream().forEach(number -> gone.add(id(number)));
        return gone;
    }
}
