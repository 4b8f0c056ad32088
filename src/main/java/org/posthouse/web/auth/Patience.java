package org.posthouse.web.auth;

import java.time.Duration;
import java.util.concurrent.Semaphore;

/// Sits out the delays after wrong passwords, for a few at once; who comes beyond that is told to try later, so that guessers cannot occupy the server's threads.
final class Patience {
    private static final Semaphore WAITING = new Semaphore(16);

    private Patience() { }

    /// @return false when too many wait
    static boolean sitOut(Duration delay) {
        if (!WAITING.tryAcquire()) return false;
        try {
            Thread.sleep(delay);
            return true;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        } finally {
            WAITING.release();
        }
    }
}
