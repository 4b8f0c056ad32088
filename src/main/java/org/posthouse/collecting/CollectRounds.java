package org.posthouse.collecting;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.event.TransactionPhase;
import jakarta.inject.Inject;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;
import org.posthouse.database.UnitOfWork;

/// Looks for mailboxes at providers that are due, and has them fetched, a few at once.
@ApplicationScoped public class CollectRounds {
    private static final System.Logger LOG = System.getLogger(CollectRounds.class.getName());
    private static final Duration LOOK_EVERY = Duration.ofSeconds(10);
    private static final int AT_ONCE = 8;

    @Inject Collecting collecting;
    @Inject Collector collector;
    @Inject UnitOfWork unitOfWork;

    private final Semaphore bell = new Semaphore(0);
    private final Semaphore room = new Semaphore(AT_ONCE);
    private final Set<Thread> running = ConcurrentHashMap.newKeySet();
    private volatile boolean stopping;
    private Thread thread;

    /// @param threads that carry the house's context
    public synchronized void start(ThreadFactory threads) {
        stopping = false;
        collector.start();
        thread = threads.newThread(() -> look(threads));
        thread.start();
    }

    /// What is half fetched is left: nothing of it is lost there.
    public synchronized void stop() {
        stopping = true;
        if (thread == null) return;
        bell.release();
        collector.stop();
        try {
            thread.join(Duration.ofSeconds(5));
            for (var run : running) run.join(Duration.ofSeconds(5));
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
        thread = null;
    }

    void asked(@Observes(during = TransactionPhase.AFTER_SUCCESS) Collecting.Asked event) { bell.release(); }

    private void look(ThreadFactory threads) {
        try {
            unitOfWork.run(collecting::resume);
            while (!stopping) {
                round(threads);
                if (bell.tryAcquire(LOOK_EVERY.toMillis(), TimeUnit.MILLISECONDS)) bell.drainPermits();
            }
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }

    private void round(ThreadFactory threads) throws InterruptedException {
        try {
            for (long id : unitOfWork.call(() -> collecting.due(AT_ONCE * 4))) {
                room.acquire();
                if (stopping) return;
                var run = threads.newThread(() -> carry(id));
                running.add(run);
                run.start();
            }
        } catch (RuntimeException failed) {
            LOG.log(Level.ERROR, "event=collecting-round-failed", failed);
        }
    }

    private void carry(long id) {
        try {
            collector.run(id);
        } catch (RuntimeException failed) {
            LOG.log(Level.ERROR, "event=collecting-failed mailbox=" + id, failed);
        } finally {
            running.remove(Thread.currentThread());
            room.release();
        }
    }
}
