package org.posthouse.store;

import java.util.Optional;
import java.util.UUID;
import java.util.regex.Pattern;

/// The name of one stored message for as long as it lives: which segment took it and its number there. Compaction moves records, never renames them.
/// The text form is 34 to 41 characters of `[0-9a-f-]`. Ids order roughly by time of arrival, because segments are named by time.
///
/// @param segment the segment that took the record
/// @param number  counted from 0 in that segment
public record RecordId(UUID segment, int number) implements Comparable<RecordId> {
    private static final Pattern TEXT = Pattern.compile("([0-9a-f]{16})([0-9a-f]{16})-(0|[1-7][0-9a-f]{0,7}|[89a-f][0-9a-f]{0,6})");

    public RecordId {
        if (number < 0) throw new IllegalArgumentException("record number " + number);
    }

    /// Reads the text form; empty for anything that [#toString] does not write.
    public static Optional<RecordId> parse(String text) {
        var match = TEXT.matcher(text);
        if (!match.matches()) return Optional.empty();
        var segment = new UUID(Long.parseUnsignedLong(match.group(1), 16), Long.parseUnsignedLong(match.group(2), 16));
        return Optional.of(new RecordId(segment, Integer.parseInt(match.group(3), 16)));
    }

    @Override public int compareTo(RecordId other) {
        int high = Long.compareUnsigned(segment.getMostSignificantBits(), other.segment.getMostSignificantBits());
        if (high != 0) return high;
        int low = Long.compareUnsigned(segment.getLeastSignificantBits(), other.segment.getLeastSignificantBits());
        return low != 0 ? low : Integer.compare(number, other.number);
    }

    @Override public String toString() { return SegmentName.hex(segment) + '-' + Integer.toHexString(number); }
}
