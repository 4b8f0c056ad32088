package org.posthouse.store;

import java.io.IOException;
import java.util.Collection;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentSkipListMap;

/// The segments there are, by name and in their order.
final class SegmentLog {
    private final Map<UUID, Segment> byId = new ConcurrentHashMap<>();
    private final NavigableMap<Long, Segment> inOrder = new ConcurrentSkipListMap<>();

    void add(Segment segment) {
        byId.put(segment.id, segment);
        inOrder.put(segment.ordinal, segment);
    }

    void remove(Segment segment) {
        byId.remove(segment.id);
        inOrder.remove(segment.ordinal);
    }

    Optional<Segment> find(UUID id) { return Optional.ofNullable(byId.get(id)); }

    /// From this ordinal on, oldest first.
    Collection<Segment> from(long ordinal) { return inOrder.tailMap(ordinal, true).values(); }

    Collection<Segment> all() { return inOrder.values(); }

    int size() { return inOrder.size(); }

    long lastOrdinal() {
        var last = inOrder.lastEntry();
        return last == null ? 0 : last.getKey();
    }

    long octets() { return inOrder.values().stream().mapToLong(segment -> segment.current().end).sum(); }

    /// Visits every indexed record behind a position, in order.
    void walk(Position after, Visitor visitor) throws IOException {
        for (var segment : from(after.ordinal())) {
            var entered = segment.enter();
            if (entered.isEmpty()) continue;
            try {
                if (!walk(segment, entered.get(), after, visitor)) return;
            } finally {
                segment.leave(entered.get());
            }
        }
    }

    private static boolean walk(Segment segment, Generation generation, Position after, Visitor visitor) throws IOException {
        var index = segment.walkable(generation);
        int from = segment.ordinal == after.ordinal() ? index.ceiling(after.number() + 1) : 0;
        for (int i = from, size = index.size(); i < size; i++) {
            if (!visitor.visit(segment, generation, index.at(i))) return false;
        }
        return true;
    }

    interface Visitor {
        /// @return false to stop
        boolean visit(Segment segment, Generation generation, Index.Slot slot) throws IOException;
    }
}
