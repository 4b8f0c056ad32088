package org.posthouse.store;

/// A place in the log's order: segments by ordinal, records by number. It names a record, and "up to here" means that record included.
///
/// @param ordinal of the segment, from 1 upwards in the order they were begun
/// @param number  of the record in it; -1 stands before the first
public record Position(long ordinal, int number) implements Comparable<Position> {
    /// Before the first record of any log.
    public static final Position START = new Position(0, -1);

    @Override public int compareTo(Position other) {
        int order = Long.compare(ordinal, other.ordinal);
        return order != 0 ? order : Integer.compare(number, other.number);
    }

    /// `other` is this place or an earlier one.
    public boolean covers(Position other) { return compareTo(other) >= 0; }

    @Override public String toString() { return ordinal + ":" + number; }
}
