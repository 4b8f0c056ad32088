package org.posthouse.delivery;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.posthouse.database.Durability;
import org.posthouse.database.UnitOfWork;
import org.posthouse.journey.Journal;
import org.posthouse.mailbox.Arrival;
import org.posthouse.mailbox.Folders;
import org.posthouse.mailbox.Messages;
import org.posthouse.mailbox.OpenStore;
import org.posthouse.mailbox.Room;
import org.posthouse.queue.Consignment;
import org.posthouse.queue.Queue;
import org.posthouse.store.Entry;
import org.posthouse.store.MessageStore;
import org.posthouse.store.Position;

/// Follows the log: takes what was acknowledged, in order, and gives each envelope its rows exactly once.
@ApplicationScoped public class Dispatcher {
    private static final System.Logger LOG = System.getLogger(Dispatcher.class.getName());
    private static final int BATCH = 500;
    /// Rows that may be committed and not yet durable; the jump of UIDs after a crash covers them and a batch of envelopes with a thousand recipients each.
    private static final int ROWS_AT_RISK = Folders.UID_JUMP / 4;
    /// Between two small batches: what comes in meanwhile shares a transaction, which costs more than its rows do. Nobody notices mail that is 20 ms later.
    private static final Duration GATHER = Duration.ofMillis(20);
    private static final Duration CHECKPOINT_EVERY = Duration.ofMillis(500);
    private static final Duration UNREADABLE = Duration.ofSeconds(5);
    private static final Duration DATABASE_AWAY = Duration.ofSeconds(1);

    @Inject OpenStore open;
    @Inject UnitOfWork unitOfWork;
    @Inject Expansion expansion;
    @Inject Messages messages;
    @Inject Folders folders;
    @Inject Room room;
    @Inject Markers markers;
    @Inject Causes causes;
    @Inject Queue queue;
    @Inject Durability durability;
    @Inject Journal journal;

    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private Position done = Position.START;          // everything up to here is committed
    private Position safe = Position.START;          // … and durable, and the checkpoint says so
    private long rowsAtRisk;
    private boolean held;                            // an envelope that cannot be dispatched holds the checkpoint
    private boolean stopping;
    private List<Thread> threads = List.of();

    /// @param factory makes the two threads
    public void start(ThreadFactory factory) {
        threads = List.of(factory.newThread(this::follow), factory.newThread(this::keepCheckpoint));
        threads.forEach(Thread::start);
    }

    /// Finishes what has been acknowledged, makes it durable, and moves the checkpoint to the end. The store must take no more by now.
    public void stop(Duration patience) {
        long until = System.nanoTime() + patience.toNanos();
        try {
            while (open.get().figures().backlogRecords() > 0 && System.nanoTime() < until) Thread.sleep(Duration.ofMillis(10));
            lock.lock();
            try {
                stopping = true;
                changed.signalAll();
            } finally {
                lock.unlock();
            }
            open.get().endFollowing();                               // no interrupt: it would close whatever file the thread is using
            for (var thread : threads) thread.join(patience);
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }

    /// An envelope could not be dispatched; the next start tries it again.
    public boolean holds() {
        lock.lock();
        try {
            return held;
        } finally {
            lock.unlock();
        }
    }

    private void follow() {
        var store = open.get();
        try {
            while (!stopping()) {
                var entries = take(store);
                if (entries.isEmpty()) return;                       // the store is closing
                dispatch(store, entries);
                if (entries.size() < BATCH / 2) Thread.sleep(GATHER);
            }
        } catch (InterruptedException | RuntimeException fault) {      // with a batch in hand: going on would pass it over
            LOG.log(System.Logger.Level.ERROR, "event=dispatcher-died what=no mail reaches a mailbox until the next start; none is lost", fault);
        }
    }

    /// Asks again when the log could not be read: nothing was skipped, and the disk may answer next time.
    private List<Entry> take(MessageStore store) throws InterruptedException {
        while (true) {
            try {
                return store.take(BATCH);
            } catch (IOException unreadable) {
                LOG.log(System.Logger.Level.ERROR, "event=log-unreadable what=asked again in " + UNREADABLE.toSeconds() + " s", unreadable);
                if (stopping()) return List.of();
                Thread.sleep(UNREADABLE);
            }
        }
    }

    /// Until the batch is in: as a whole; when that fails once more after a moment, then one by one.
    private void dispatch(MessageStore store, List<Entry> entries) throws InterruptedException {
        awaitRoomAtRisk();
        if (tryOnce(entries) || tryAgain(entries)) {
            passed(store, entries);
            return;
        }
        for (var entry : entries) {
            if (!tryOnce(List.of(entry)) && !tryAgain(List.of(entry))) hold(entry);
            passed(store, List.of(entry));
        }
    }

    private boolean tryAgain(List<Entry> entries) throws InterruptedException {
        Thread.sleep(DATABASE_AWAY);
        while (!databaseThere()) Thread.sleep(DATABASE_AWAY);
        return tryOnce(entries);
    }

    private boolean databaseThere() {
        try {
            unitOfWork.run(() -> markers.among(List.of()));
            return true;
        } catch (RuntimeException away) {
            LOG.log(System.Logger.Level.WARNING, "event=database-away what={0}", away.getMessage());
            return false;
        }
    }

    private boolean tryOnce(List<Entry> entries) {
        try {
            int rows = unitOfWork.call(() -> write(entries));
            room.ended(true);
            lock.lock();
            try {
                rowsAtRisk += rows;
            } finally {
                lock.unlock();
            }
            return true;
        } catch (RuntimeException failed) {
            folders.forget();
            room.ended(false);
            LOG.log(entries.size() == 1 ? System.Logger.Level.ERROR : System.Logger.Level.WARNING,
                    "event=dispatch-failed first=" + entries.getFirst().id() + " envelopes=" + entries.size(), failed);
            return false;
        }
    }

    private int write(List<Entry> taken) {
        var entries = taken.stream().filter(entry -> !entry.envelope().isKept()).toList();
        entries.forEach(journal::accepted);                              // also those with a marker: a crash may have lost what was noted of them
        var marked = markers.among(entries);
        var fresh = entries.stream().filter(entry -> !marked.contains(entry.id())).toList();
        if (fresh.isEmpty()) return 0;
        var arrivals = new ArrayList<Arrival>();
        var consignments = new ArrayList<Consignment>();
        for (var entry : causes.first(fresh)) {
            var copies = expansion.expand(entry);
            arrivals.addAll(copies.arrivals());
            consignments.addAll(copies.consignments());
        }
        room.adding(fresh, arrivals);
        messages.add(arrivals);
        queue.add(consignments);
        markers.add(fresh);
        return arrivals.size() + consignments.size();
    }

    private void passed(MessageStore store, List<Entry> entries) {
        var last = entries.getLast().position();
        store.dispatched(last);
        lock.lock();
        try {
            if (!held) done = last;
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    private void hold(Entry entry) {
        lock.lock();
        try {
            held = true;
        } finally {
            lock.unlock();
        }
        LOG.log(System.Logger.Level.ERROR, "event=envelope-held record={0} what=cannot be dispatched; the next start tries again", entry.id());
    }

    private void awaitRoomAtRisk() throws InterruptedException {
        lock.lock();
        try {
            while (rowsAtRisk > ROWS_AT_RISK) changed.await();
        } finally {
            lock.unlock();
        }
    }

    private void keepCheckpoint() {
        var store = open.get();
        boolean failing = false;
        for (boolean last = false; !last; ) {
            Position reached;
            long covered;
            lock.lock();
            try {
                while (rowsAtRisk == 0 && done.equals(safe) && !stopping) changed.awaitUninterruptibly();
                if (!stopping && (failing || rowsAtRisk < ROWS_AT_RISK / 2)) changed.await(CHECKPOINT_EVERY.toNanos(), TimeUnit.NANOSECONDS);
                reached = done;
                covered = rowsAtRisk;
                last = stopping;
            } catch (InterruptedException _) {
                return;
            } finally {
                lock.unlock();
            }
            failing = !checkpoint(store, reached, covered);
        }
    }

    /// First the rows, then the promise not to replay them, then the markers that guarded them.
    private boolean checkpoint(MessageStore store, Position reached, long covered) {
        try {
            durability.await();
            if (!reached.equals(safe)) {
                store.checkpoint(reached);
                unitOfWork.run(() -> markers.forget(reached));
            }
            lock.lock();
            try {
                safe = reached;
                rowsAtRisk -= covered;
                changed.signalAll();
            } finally {
                lock.unlock();
            }
            return true;
        } catch (IOException | RuntimeException failed) {
            LOG.log(System.Logger.Level.ERROR, "event=checkpoint-failed position=" + reached, failed);
            return false;
        }
    }

    private boolean stopping() {
        lock.lock();
        try {
            return stopping;
        } finally {
            lock.unlock();
        }
    }
}
