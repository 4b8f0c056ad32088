package org.posthouse.store;

import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/// What is accepted and not yet dispatched. Accepting slows down here when the house cannot keep up.
final class Backlog {
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition shrunk = lock.newCondition();
    private final StoreOptions options;
    private long records;
    private long octets;

    Backlog(StoreOptions options) { this.options = options; }

    void change(long byRecords, long byOctets) {
        lock.lock();
        try {
            records += byRecords;
            octets += byOctets;
            if (room()) shrunk.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /// Waits for room as long as the options allow; an interrupt ends the wait.
    boolean awaitRoom() {
        lock.lock();
        try {
            long left = options.backlogPatience().toNanos();
            while (!room()) {
                if (left <= 0) return false;
                left = shrunk.awaitNanos(left);
            }
            return true;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        } finally {
            lock.unlock();
        }
    }

    long records() {
        lock.lock();
        try {
            return records;
        } finally {
            lock.unlock();
        }
    }

    long octets() {
        lock.lock();
        try {
            return octets;
        } finally {
            lock.unlock();
        }
    }

    private boolean room() { return records < options.backlogRecords() && octets < options.backlogBytes(); }
}
