package org.posthouse.certificate;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.persistence.LockModeType;
import jakarta.persistence.PersistenceContext;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;

/// The plan in the database. Everything runs in the caller's transaction.
@ApplicationScoped public class AcmePlans {
    static final Duration FIRST_PAUSE = Duration.ofMinutes(15);
    static final Duration LAST_PAUSE = Duration.ofDays(1);
    /// Between attempts that somebody asks for by hand; authorities count five failures an hour.
    private static final Duration BY_HAND = Duration.ofMinutes(1);

    @PersistenceContext(unitName = "posthouse") EntityManager database;
    @Inject Clock clock;
    @Inject SecureRandom random;

    public AcmeState state() { return row(LockModeType.NONE).state(); }

    /// A changed plan may be tried at once: what went wrong before may be what was changed.
    ///
    /// @throws org.posthouse.domain.Rejected naming the component that cannot be
    public void change(AcmePlan plan) {
        var checked = plan.checked();
        var row = row(LockModeType.PESSIMISTIC_WRITE);
        if (!checked.equals(row.state().plan())) row.change(checked);
    }

    /// For an attempt by hand: forgets the pause after failures.
    ///
    /// @throws org.posthouse.domain.Rejected CONFLICT when nothing is planned, or the last attempt was a moment ago
    public void hurry() {
        var row = row(LockModeType.PESSIMISTIC_WRITE);
        if (!row.state().plan().enabled()) throw org.posthouse.domain.Rejected.conflict("enabled", "certificates are not asked for: switch that on first");
        if (row.state().attempted().filter(last -> last.plus(BY_HAND).isAfter(clock.instant())).isPresent())
            throw org.posthouse.domain.Rejected.conflict("attempted", "the last attempt is less than a minute old: wait a little");
        row.pause(null);
    }

    /// Before the authority is asked, so that a crash in the middle counts as an attempt.
    public void begun() { row(LockModeType.PESSIMISTIC_WRITE).begun(clock.instant(), clock.instant().plus(FIRST_PAUSE)); }

    public void ended(Acme.Outcome outcome) {
        var row = row(LockModeType.PESSIMISTIC_WRITE);
        switch (outcome) {
            case Acme.Outcome.Done _ -> row.succeeded(clock.instant());
            case Acme.Outcome.Failed failed -> row.failed(failed, next(row.state().failures() + 1, failed));
        }
    }

    /// Twice as long after each failure, up to a day, a fifth more or less; and when the authority says when, not before that.
    private Instant next(int failures, Acme.Outcome.Failed failed) {
        var pause = FIRST_PAUSE.multipliedBy(1L << Math.min(failures - 1, 7));
        if (pause.compareTo(LAST_PAUSE) > 0) pause = LAST_PAUSE;
        var next = clock.instant().plusMillis((long) (pause.toMillis() * (0.8 + 0.4 * random.nextDouble())));
        return failed.notBefore().filter(next::isBefore).orElse(next);
    }

    private AcmeRow row(LockModeType lock) { return database.find(AcmeRow.class, AcmeRow.ID, lock); }
}
