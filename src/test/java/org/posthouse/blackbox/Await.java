package org.posthouse.blackbox;

import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Predicate;
import java.util.function.Supplier;

/// Waits for what another process does.
public final class Await {
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final Duration PAUSE = Duration.ofMillis(20);

    private Await() { }

    /// The first value that is good.
    ///
    /// @throws AssertionError with `what` and the last value, when none was in a minute
    public static <T> T until(Supplier<String> what, Callable<T> look, Predicate<T> good) throws Exception { return until(PATIENCE, what, look, good); }

    public static <T> T until(Duration patience, Supplier<String> what, Callable<T> look, Predicate<T> good) throws Exception {
        long end = System.nanoTime() + patience.toNanos();
        for (T last; ; LockSupport.parkNanos(PAUSE.toNanos())) {
            last = look.call();
            if (good.test(last)) return last;
            if (System.nanoTime() > end) throw new AssertionError("waited in vain: " + what.get() + "; last seen: " + last);
        }
    }
}
