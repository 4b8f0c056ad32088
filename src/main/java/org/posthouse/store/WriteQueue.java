package org.posthouse.store;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/// Messages that wait for the writer. Its length is bounded by those who wait: a session has one message in it at most.
final class WriteQueue {
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition filled = lock.newCondition();
    private final ArrayDeque<Receipt> waiting = new ArrayDeque<>();
    private final StoreOptions options;
    private boolean closed;

    WriteQueue(StoreOptions options) { this.options = options; }

    /// @return false when the store is closed
    boolean add(Receipt receipt) {
        lock.lock();
        try {
            if (closed) return false;
            waiting.add(receipt);
            if (waiting.size() == 1) filled.signal();
            return true;
        } finally {
            lock.unlock();
        }
    }

    /// Waits for something to write; empty when the queue is closed and nothing is left.
    List<Receipt> next() {
        lock.lock();
        try {
            while (true) {
                while (waiting.isEmpty() && !closed) filled.awaitUninterruptibly();
                var batch = drain();
                if (!batch.isEmpty() || closed && waiting.isEmpty()) return batch;
            }
        } finally {
            lock.unlock();
        }
    }

    /// What waits now, up to the bounds of a batch.
    List<Receipt> poll() {
        lock.lock();
        try {
            return drain();
        } finally {
            lock.unlock();
        }
    }

    boolean isEmpty() {
        lock.lock();
        try {
            return waiting.isEmpty();
        } finally {
            lock.unlock();
        }
    }

    void close() {
        lock.lock();
        try {
            closed = true;
            filled.signalAll();
        } finally {
            lock.unlock();
        }
    }

    private List<Receipt> drain() {
        var batch = new ArrayList<Receipt>(Math.min(waiting.size(), options.batchRecords()));
        long octets = 0;
        while (!waiting.isEmpty() && batch.size() < options.batchRecords()) {
            long more = waiting.getFirst().octets();
            if (!batch.isEmpty() && octets + more > options.batchBytes()) break;
            var receipt = waiting.remove();
            if (!receipt.begin()) continue;
            batch.add(receipt);
            octets += more;
        }
        return batch;
    }
}
