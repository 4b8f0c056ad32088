package org.posthouse.queue;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.concurrent.Semaphore;
import java.util.function.Supplier;
import org.posthouse.database.UnitOfWork;

/// The queue's own transactions, a few at a time: hundreds of runs must not take the connections from everybody else.
@ApplicationScoped class Sluice {
    private static final int AT_ONCE = 6;

    @Inject UnitOfWork unitOfWork;

    private final Semaphore room = new Semaphore(AT_ONCE, true);

    <T> T call(Supplier<T> work) {
        room.acquireUninterruptibly();
        try {
            return unitOfWork.call(work);
        } finally {
            room.release();
        }
    }

    void run(Runnable work) {
        call(() -> {
            work.run();
            return null;
        });
    }
}
