package org.posthouse.connector.pop3;

import java.util.OptionalInt;

/// Numbers as clients type them.
final class Numbers {
    private static final int MOST_DIGITS = 18;

    private Numbers() { }

    /// Digits only: no sign, no space. More than an `int` holds counts as the largest `int`, which is more than any maildrop has.
    static OptionalInt parse(String typed) {
        if (typed.isEmpty() || !typed.chars().allMatch(c -> c >= '0' && c <= '9')) return OptionalInt.empty();
        if (typed.length() > MOST_DIGITS) return OptionalInt.of(Integer.MAX_VALUE);
        return OptionalInt.of((int) Math.min(Integer.MAX_VALUE, Long.parseLong(typed)));
    }
}
