package org.posthouse.database;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.sql.SQLException;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/// When a commit is safe. On InnoDB it is when it returns. H2 writes commits out later, so whoever must promise something waits here for a
/// `CHECKPOINT SYNC`; those who wait together share one.
@ApplicationScoped
public class Durability {
    @Inject Database database;

    private final ReentrantLock lock = new ReentrantLock();
    private final Condition ended = lock.newCondition();
    private long started;            // syncs begun; one that begins after a commit covers it
    private long finished;           // syncs that succeeded, by the number they began with
    private boolean running;

    /// Returns when everything this thread has committed before the call survives a power cut.
    ///
    /// @throws NotDurable the database could not sync: promise nothing
    public void await() {
        if (database.kind() != Database.Kind.H2) return;
        lock.lock();
        try {
            long needed = started + 1;                       // one under way may have begun before our commit
            while (finished < needed) {
                if (running) ended.awaitUninterruptibly();
                else lead();
            }
        } finally {
            lock.unlock();
        }
    }

    /// Syncs for all who wait, with the lock given up meanwhile. A leader that fails throws for itself; the next waiter leads anew.
    private void lead() {
        running = true;
        long mine = ++started;
        boolean done = false;
        lock.unlock();
        try {
            sync();
            done = true;
        } finally {
            lock.lock();
            running = false;
            if (done) finished = mine;
            ended.signalAll();
        }
    }

    /// How many wait for a sync that another leads.
    int waiting() {
        lock.lock();
        try {
            return lock.getWaitQueueLength(ended);
        } finally {
            lock.unlock();
        }
    }

    private void sync() {
        try (var connection = database.source().getConnection(); var statement = connection.createStatement()) {
            statement.execute("CHECKPOINT SYNC");
        } catch (SQLException failed) {
            throw new NotDurable(failed);
        }
    }

    /// The database could not make its commits safe.
    public static final class NotDurable extends RuntimeException {
        private static final long serialVersionUID = 1;

        NotDurable(SQLException cause) { super("the database could not sync: " + cause.getMessage(), cause); }
    }
}
