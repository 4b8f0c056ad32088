package org.posthouse.security;

import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.ConcurrentHashMap;

/// Counts by key that halve over and over. Memory is bounded: at the capacity what has faded goes first, then anything.
final class FadingCounts {
    private static final double FORGOTTEN = 0.25;

    private record Count(double value, long at) { }

    private final Clock clock;
    private final Duration halfLife;
    private final int capacity;
    private final ConcurrentHashMap<String, Count> counts = new ConcurrentHashMap<>();

    FadingCounts(Clock clock, Duration halfLife, int capacity) {
        this.clock = clock;
        this.halfLife = halfLife;
        this.capacity = capacity;
    }

    /// The count after adding `change`; never below 0.
    double add(String key, double change) {
        long now = clock.millis();
        var after = counts.compute(key, (_, old) -> {
            double value = (old == null ? 0 : faded(old, now)) + change;
            return value < FORGOTTEN ? null : new Count(value, now);
        });
        if (counts.size() > capacity) sweep(now);
        return after == null ? 0 : after.value;
    }

    void forget(String key) { counts.remove(key); }

    int size() { return counts.size(); }

    private double faded(Count count, long now) {
        return count.value * Math.pow(0.5, (double) Math.max(0, now - count.at) / halfLife.toMillis());
    }

    private void sweep(long now) {
        counts.values().removeIf(c -> faded(c, now) < FORGOTTEN);
        var each = counts.keySet().iterator();
        while (counts.size() > capacity * 9L / 10 && each.hasNext()) {   // a flood of keys: forgetting some is cheaper than the heap
            each.next();
            each.remove();
        }
    }
}
