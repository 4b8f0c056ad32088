package org.posthouse.connector.listen;

import java.time.InstantSource;
import java.util.concurrent.atomic.AtomicLong;

/// Session ids such as `1m3k8q-2f`: the second of the start, then a counter, so that a log of many starts never shows one twice.
final class SessionIds {
    private static final char[] DIGITS = "0123456789abcdefghjkmnpqrstvwxyz".toCharArray();   // no i, l, o, u: ids are read aloud

    private final String start;
    private final AtomicLong last = new AtomicLong();

    SessionIds(InstantSource clock) { start = base32(clock.instant().getEpochSecond() & 0x3fff_ffffL); }

    String next() { return start + '-' + base32(last.incrementAndGet()); }

    static String base32(long number) {
        var text = new StringBuilder(8);
        for (long rest = number; rest != 0 || text.isEmpty(); rest >>>= 5) text.append(DIGITS[(int) (rest & 31)]);
        return text.reverse().toString();
    }
}
