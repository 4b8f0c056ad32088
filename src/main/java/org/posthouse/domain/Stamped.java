package org.posthouse.domain;

import java.util.function.UnaryOperator;

/// What a module keeps in memory of the database: made anew when something may have changed, and else answered at once. Any thread.
public final class Stamped<T> {
    private record Known<T>(long stamp, T value) { }

    private volatile Known<T> known;

    /// @param none before anybody asked
    public Stamped(T none) { known = new Known<>(-1, none); }

    /// @param stamp of [Changes], taken before anything is read
    /// @param fresh makes the new of the old, which it gives back when that is still true
    public T now(long stamp, UnaryOperator<T> fresh) {
        var at = known;
        if (at.stamp != stamp) known = at = new Known<>(stamp, fresh.apply(at.value));
        return at.value;
    }
}
