package org.posthouse.domain;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Event;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.event.TransactionPhase;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.persistence.FlushModeType;
import jakarta.persistence.PersistenceContext;
import java.time.Clock;
import java.util.concurrent.atomic.AtomicLong;
import org.posthouse.database.UnitOfWork;

/// Tells caches of domains and accounts that they are old: at once after a commit on this node, within a second after one on another node.
@ApplicationScoped public class Changes {
    private static final System.Logger LOG = System.getLogger(Changes.class.getName());
    private static final long POLL_MILLIS = 1000;

    /// Fired by [#touch()]; carries nothing.
    record Touched() { }

    @PersistenceContext(unitName = "posthouse") EntityManager database;
    @Inject Clock clock;
    @Inject UnitOfWork work;
    @Inject Event<Touched> touched;

    private final AtomicLong stamp = new AtomicLong();
    private final AtomicLong nextPoll = new AtomicLong();
    private volatile long seen = -1;

    /// Grows whenever something may have changed. Take it before reading what is to be cached, so that a late reader cannot keep what was already old.
    public long stamp() {
        long due = nextPoll.get();
        long now = clock.millis();
        if (now >= due && nextPoll.compareAndSet(due, now + POLL_MILLIS)) look();
        return stamp.get();
    }

    /// To be called last in a transaction that changes a domain or an account: the row it counts up stays locked until commit.
    public void touch() {
        database.createNativeQuery("UPDATE directory_version SET version = version + 1 WHERE id = 1").executeUpdate();
        touched.fire(new Touched());
    }

    void committed(@Observes(during = TransactionPhase.AFTER_COMPLETION) Touched event) { stamp.incrementAndGet(); }

    private void look() {
        try {
            poll();
        } catch (IllegalStateException ended) {                          // as in Settings: changes on this node are told anyway
            LOG.log(System.Logger.Level.DEBUG, "event=changes-not-looked-at", ended);
        }
    }

    private void poll() {
        var version = work.look(() -> (Number) database.createNativeQuery("SELECT version FROM directory_version WHERE id = 1").setFlushMode(FlushModeType.COMMIT).getSingleResult());
        if (version.longValue() != seen) {
            seen = version.longValue();
            stamp.incrementAndGet();
        }
    }
}
