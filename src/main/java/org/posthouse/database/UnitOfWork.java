package org.posthouse.database;

import jakarta.annotation.Resource;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.LockTimeoutException;
import jakarta.persistence.OptimisticLockException;
import jakarta.persistence.PessimisticLockException;
import jakarta.transaction.HeuristicMixedException;
import jakarta.transaction.HeuristicRollbackException;
import jakarta.transaction.NotSupportedException;
import jakarta.transaction.RollbackException;
import jakarta.transaction.Status;
import jakarta.transaction.SystemException;
import jakarta.transaction.UserTransaction;
import java.lang.System.Logger.Level;
import java.sql.SQLException;
import java.sql.SQLTransientException;
import java.util.ArrayList;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.Supplier;

/// Runs work in a transaction of its own, and again when two transactions got in each other's way. For faces and timers, which own their transactions;
/// the work must load what it changes and must touch nothing but the database.
@ApplicationScoped public class UnitOfWork {
    private static final System.Logger LOG = System.getLogger(UnitOfWork.class.getName());
    private static final int ATTEMPTS = 4;

    /// By [Resource] and not by `@Inject`, which looks it up anew for each call: a fifth of what a small transaction costs.
    @Resource private UserTransaction transaction;

    /// For the container.
    public UnitOfWork() { }

    /// Wired by hand.
    public UnitOfWork(UserTransaction transaction) { this.transaction = transaction; }

    /// @throws IllegalStateException when the transaction failed for good; what the work itself throws is passed on after a rollback
    public <T> T call(Supplier<T> work) {
        for (int attempt = 1; ; attempt++) {
            try {
                return once(work);
            } catch (RuntimeException e) {
                if (attempt == ATTEMPTS || !collided(e)) throw e;
                LOG.log(Level.INFO, "transaction=retried attempt={0} cause={1}", attempt, e.getClass().getSimpleName());
                breathe(attempt);
            }
        }
    }

    public void run(Runnable work) {
        call(() -> {
            work.run();
            return null;
        });
    }

    /// In the caller's transaction where there is one, else in one of its own: for modules that look now and then whether what they keep is still true. They are asked on any thread, and many a thread of the
    /// house has no `EntityManager` outside of transactions.
    public <T> T look(Supplier<T> work) {
        try {
            return transaction.getStatus() == Status.STATUS_NO_TRANSACTION ? call(work) : work.get();
        } catch (SystemException e) {
            throw new IllegalStateException("transaction failed", e);
        }
    }

    private <T> T once(Supplier<T> work) {
        boolean open = false;
        var waiting = new ArrayList<Runnable>();
        try {
            transaction.begin();
            open = true;
            T result = AfterCommit.collect(waiting, work);
            open = false;
            transaction.commit();
            waiting.forEach(Runnable::run);
            return result;
        } catch (NotSupportedException | SystemException | RollbackException | HeuristicMixedException | HeuristicRollbackException e) {
            throw new IllegalStateException("transaction failed", e);
        } finally {
            if (open) rollBack();
        }
    }

    private void rollBack() {
        try {
            transaction.rollback();
        } catch (SystemException | IllegalStateException e) {
            LOG.log(Level.WARNING, "transaction=rollback-failed", e);
        }
    }

    /// Somebody else changed the row, held the lock too long, or the database broke a deadlock; or made the same row a moment earlier.
    static boolean collided(Throwable thrown) {
        for (Throwable t = thrown; t != null; t = t.getCause() == t ? null : t.getCause()) {
            if (t instanceof OptimisticLockException || t instanceof PessimisticLockException || t instanceof LockTimeoutException || t instanceof SQLTransientException) return true;
            if (t instanceof SQLException e && e.getSQLState() != null && (e.getSQLState().startsWith("40") || e.getSQLState().equals("HYT00"))) return true;
        }
        return Constraints.violated(thrown);
    }

    private static void breathe(int attempt) {
        try {
            Thread.sleep(ThreadLocalRandom.current().nextLong(5L << attempt, 20L << attempt));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
