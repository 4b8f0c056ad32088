package org.posthouse.reply;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Clock;
import java.util.HashMap;
import java.util.Map;

/// How much an account has answered within the hour, so that two programs that do not know each other for what they are come to an end (RFC 3834 §2). Only in memory: a restart begins anew.
@ApplicationScoped public class Pace {
    /// To one address, where every message is answered.
    static final int SAME_SENDER = 10;
    /// To all together.
    static final int IN_ALL = 1000;
    private static final long HOUR = 3_600_000;
    private static final int KEYS = 200_000;

    @Inject Clock clock;

    private final Map<String, Integer> counts = new HashMap<>();
    private long hour = -1;

    /// Another answer would be too many.
    synchronized boolean spent(long account, String sender) {
        turn();
        return counts.getOrDefault(all(account), 0) >= IN_ALL || counts.getOrDefault(one(account, sender), 0) >= SAME_SENDER;
    }

    synchronized void count(long account, String sender) {
        turn();
        if (counts.size() >= KEYS) counts.clear();
        counts.merge(all(account), 1, Integer::sum);
        counts.merge(one(account, sender), 1, Integer::sum);
    }

    private void turn() {
        long now = clock.millis() / HOUR;
        if (now == hour) return;
        hour = now;
        counts.clear();
    }

    private static String all(long account) { return Long.toString(account); }

    private static String one(long account, String sender) { return account + " " + sender; }
}
