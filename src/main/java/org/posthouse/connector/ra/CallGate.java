package org.posthouse.connector.ra;

import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.posthouse.connector.listen.Overloaded;

/// Holds callers back below the size of the container's bean pools, which refuse the call too many instead of letting it wait. First come, first served.
final class CallGate {
    /// Half of the `max-pool-size` in `glassfish-ejb-jar.xml`: a pool may lag behind in taking beans back.
    static final int CALLS = 128;
    static final Duration PATIENCE = Duration.ofSeconds(20);

    private final Semaphore room;
    private final Duration patience;

    CallGate() { this(CALLS, PATIENCE); }

    CallGate(int calls, Duration patience) {
        this.room = new Semaphore(calls, true);
        this.patience = patience;
    }

    /// @throws Overloaded when there is no room in time
    void enter() {
        try {
            if (!room.tryAcquire(patience.toNanos(), TimeUnit.NANOSECONDS)) throw new Overloaded("no room for a call within " + patience.toSeconds() + " s");
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            throw new Overloaded("interrupted while waiting for room for a call", stopped);
        }
    }

    void leave() { room.release(); }
}
