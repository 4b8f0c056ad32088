package org.posthouse.list;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Clock;
import java.util.LinkedHashMap;
import java.util.Map;

/// How often something was done within the hour on the wish of people whom nobody knows: letters to one address, answers to one sender, questions from one client. Only in memory.
@ApplicationScoped public class Restraint {
    private static final long HOUR = 3_600_000;
    private static final int KEYS = 200_000;

    @Inject Clock clock;

    /// By last use: when there are too many, those are forgotten that were left alone longest, and not the one whom somebody has under fire.
    private final Map<String, Integer> counts = new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1;

        @Override protected boolean removeEldestEntry(Map.Entry<String, Integer> eldest) { return size() > KEYS; }
    };
    private long hour = -1;

    /// Once more, unless that would be too often.
    ///
    /// @param what for example a word and an address
    public synchronized boolean spend(String what, int most) {
        long now = clock.millis() / HOUR;
        if (now != hour) {
            hour = now;
            counts.clear();
        }
        return counts.merge(what, 1, (before, one) -> Math.min(before + one, most + 1)) <= most;
    }
}
