package org.posthouse.domain;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.concurrent.atomic.AtomicLong;

/// Ids of domains, accounts and credentials: 41 bits of milliseconds since 2025, 12 of a counter that starts anywhere in a millisecond.
/// They grow with time, are never used again, and stay below 2^53, the largest number that JSON readers keep exactly (RFC 8259 §6).
@ApplicationScoped public class Ids {
    private static final long EPOCH = 1_735_689_600_000L;

    @Inject Clock clock;
    private final SecureRandom random = new SecureRandom();
    private final AtomicLong last = new AtomicLong();

    protected Ids() { }

    public Ids(Clock clock) { this.clock = clock; }

    public long next() {
        long fresh = (clock.millis() - EPOCH) << 12 | random.nextInt(1 << 10);   // low, so that a burst has room above
        return last.updateAndGet(before -> Math.max(before + 1, fresh));
    }

    /// When one was made, to a second or so: bursts run ahead.
    public static java.time.Instant made(long id) { return java.time.Instant.ofEpochMilli((id >> 12) + EPOCH); }
}
