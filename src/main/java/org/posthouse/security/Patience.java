package org.posthouse.security;

import java.time.Duration;
import java.util.concurrent.Semaphore;

/// Sits out the delays after wrong passwords on the web and the API, for a few at once in the whole house: guessers cannot occupy the server's threads.
public final class Patience {
    private static final Semaphore WAITING = new Semaphore(16);

    private Patience() { }

    /// @return false when too many wait; such a one is told at once to try later
    public static boolean sitOut(Duration delay) {
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
