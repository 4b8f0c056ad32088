package org.posthouse.connector.listen;

import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/// One token for every open connection. An acceptor takes one before it accepts, so that what exceeds the limit waits in the kernel's backlog
/// and costs no memory here.
final class ConnectionTokens {
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition freed = lock.newCondition();
    private int limit;
    private int taken;

    ConnectionTokens(int limit) { this.limit = limit; }

    /// Waits for a token.
    void take() throws InterruptedException {
        lock.lockInterruptibly();
        try {
            while (taken >= limit) freed.await();
            taken++;
        } finally {
            lock.unlock();
        }
    }

    void give() {
        lock.lock();
        try {
            taken--;
            freed.signal();
        } finally {
            lock.unlock();
        }
    }

    /// A lower limit ends no session: it holds new ones back until enough have left.
    void limit(int connections) {
        lock.lock();
        try {
            limit = connections;
            freed.signalAll();
        } finally {
            lock.unlock();
        }
    }
}
