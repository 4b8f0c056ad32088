package org.posthouse.security;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.IntSupplier;
import java.util.function.Supplier;

/// Lets at most so many password hashes run at once, so that strangers who sign in cannot take the machine's cores or heap.
/// People who sign in come before imports; a sign-in waits in a short queue, an import waits as long as it must.
public final class HashGate {
    private final int places;
    private final int queue;
    private final Duration patience;
    private final ReentrantLock lock = new ReentrantLock(true);
    private final Condition urgent = lock.newCondition();
    private final Condition leisurely = lock.newCondition();
    private int running;
    private int waiting;

    /// @param places   hashes at once; one a core
    /// @param queue    sign-ins that may wait
    /// @param patience how long each of them may
    public HashGate(int places, int queue, Duration patience) {
        if (places < 1 || queue < 0) throw new IllegalArgumentException("places " + places + ", queue " + queue);
        this.places = places;
        this.queue = queue;
        this.patience = patience;
    }

    /// For a sign-in.
    ///
    /// @return empty when the queue is full, the wait was too long, or the thread was interrupted; then nothing was computed
    public <T> Optional<T> atOnce(Supplier<T> hash) {
        if (!enter()) return Optional.empty();
        try {
            return Optional.of(hash.get());
        } finally {
            leave();
        }
    }

    /// For an import or a changed password of many: waits until no sign-in does.
    ///
    /// @throws InterruptedException before anything was computed
    public <T> T inTurn(Supplier<T> hash) throws InterruptedException {
        lock.lockInterruptibly();
        try {
            while (running >= places || waiting > 0) leisurely.await();
            running++;
        } finally {
            lock.unlock();
        }
        try {
            return hash.get();
        } finally {
            leave();
        }
    }

    /// Sign-ins in the queue, for metrics.
    public int waiting() { return locked(() -> waiting); }

    int running() { return locked(() -> running); }

    private int locked(IntSupplier read) {
        lock.lock();
        try {
            return read.getAsInt();
        } finally {
            lock.unlock();
        }
    }

    private boolean enter() {
        lock.lock();
        try {
            if (running < places && waiting == 0) {
                running++;
                return true;
            }
            if (waiting >= queue) return false;
            waiting++;
            boolean entered = false;
            try {
                long left = patience.toNanos();
                while (running >= places && left > 0) left = urgent.awaitNanos(left);
                entered = running < places;
                if (entered) running++;
                return entered;
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return false;
            } finally {
                waiting--;
                if (!entered) passOn();                                  // a signal may have been meant for the one who gave up
            }
        } finally {
            lock.unlock();
        }
    }

    private void leave() {
        lock.lock();
        try {
            running--;
            passOn();
        } finally {
            lock.unlock();
        }
    }

    private void passOn() {
        if (running >= places) return;
        if (waiting > 0) urgent.signal();
        else leisurely.signalAll();
    }
}
