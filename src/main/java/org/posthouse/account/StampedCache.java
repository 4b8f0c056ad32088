package org.posthouse.account;

import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/// What was read from the database since the last change of anything; a new stamp empties it. Of two generations the older goes when the younger is full,
/// so what is asked for often stays and a flood of strange keys costs a bounded heap.
final class StampedCache<V> {
    private record Generations<V>(long stamp, ConcurrentHashMap<String, V> young, ConcurrentHashMap<String, V> old) { }

    private final int half;
    private volatile Generations<V> now = new Generations<>(-1, new ConcurrentHashMap<>(), new ConcurrentHashMap<>());

    /// @param capacity entries at most, about
    StampedCache(int capacity) { half = Math.max(1, capacity / 2); }

    /// @param stamp of [org.posthouse.domain.Changes], taken before this call
    Optional<V> get(long stamp, String key) {
        var at = now;
        if (at.stamp != stamp) return Optional.empty();
        V value = at.young.get(key);
        if (value == null) {
            value = at.old.get(key);
            if (value != null) put(stamp, key, value);
        }
        return Optional.ofNullable(value);
    }

    /// @param stamp taken before `value` was read; nothing is kept when the world has moved on
    void put(long stamp, String key, V value) {
        var at = now;
        if (at.stamp > stamp) return;
        if (at.stamp < stamp) now = at = new Generations<>(stamp, new ConcurrentHashMap<>(), new ConcurrentHashMap<>());
        else if (at.young.size() >= half) now = at = new Generations<>(stamp, new ConcurrentHashMap<>(), at.young);
        at.young.put(key, value);
    }
}
