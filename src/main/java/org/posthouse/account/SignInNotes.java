package org.posthouse.account;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.event.TransactionPhase;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.posthouse.account.Credential.Kind;
import org.posthouse.database.UnitOfWork;
import org.posthouse.domain.Changes;
import org.posthouse.security.KeyRing;
import org.posthouse.security.Password;
import org.posthouse.security.Passwords;
import org.posthouse.security.VerifiedCache;

/// What sign-ins leave to be written, off their path: when an account was last here, exact to ten minutes, which app password or token it used, the lines of [SignInLog], and hashes made at a new cost. Kept in memory until
/// [#write()], which a timer calls every minute and the stop of the house once; a crash loses a time stamp and nothing else.
@ApplicationScoped public class SignInNotes {
    private static final Duration EXACT_TO = Duration.ofMinutes(10);
    private static final int MOST = 20_000;
    private static final int BATCH = 200;

    private record Rehash(String stored, NewPassword fresh) { }

    @PersistenceContext(unitName = "posthouse") EntityManager database;
    @Inject UnitOfWork unitOfWork;
    @Inject Clock clock;
    @Inject Passwords passwords;
    @Inject KeyRing keys;
    @Inject SecureRandom random;
    @Inject VerifiedCache verified;
    @Inject Changes changes;

    @Inject SignInLog log;

    private final ConcurrentHashMap<Long, Instant> used = new ConcurrentHashMap<>();
    private final ConcurrentHashMap<Long, Instant> last = new ConcurrentHashMap<>();
    private final ConcurrentHashMap<Long, Instant> written = new ConcurrentHashMap<>();
    private final ConcurrentHashMap<Long, Rehash> rehashes = new ConcurrentHashMap<>();

    void signedIn(long account) {
        var now = clock.instant();
        var before = written.get(account);
        if (before != null && now.isBefore(before.plus(EXACT_TO)) || last.size() >= MOST) return;
        last.put(account, now);
    }

    /// An app password or API token did its work.
    void used(long credential) { if (used.size() < MOST) used.put(credential, clock.instant()); }

    /// Costs a second hash, once in the life of a password at the old cost.
    void rehash(long account, String stored, Password password) {
        if (rehashes.size() < MOST) rehashes.put(account, new Rehash(stored, NewPassword.of(password, passwords, keys, random)));
    }

    /// Writes what came together, in transactions of its own.
    public void write() {
        while (!last.isEmpty()) {
            var batch = take(last);
            unitOfWork.run(() -> batch.forEach((account, at) -> database
                    .createQuery("update Account a set a.lastSignIn = :at where a.id = :id").setParameter("at", at).setParameter("id", account).executeUpdate()));
            if (written.size() > MOST) written.clear();
            written.putAll(batch);
        }
        while (!used.isEmpty()) {
            var batch = take(used);
            unitOfWork.run(() -> batch.forEach((credential, at) -> database
                    .createQuery("update Credential c set c.lastUsed = :at where c.id = :id").setParameter("at", at).setParameter("id", credential).executeUpdate()));
        }
        for (var batch = log.take(BATCH); !batch.isEmpty(); batch = log.take(BATCH)) {
            var lines = batch;
            unitOfWork.run(() -> log.write(lines));
            log.wrote(lines);
        }
        while (!rehashes.isEmpty()) {
            var batch = take(rehashes);
            unitOfWork.run(() -> {
                batch.forEach(this::replace);
                changes.touch();
            });
        }
    }

    /// Forgets sign-ins that are too old to be looked at, in a transaction of its own.
    public void sweep() { unitOfWork.run(log::sweep); }

    /// Only where the old hash still stands: the password may have been changed since.
    private void replace(long account, Rehash rehash) {
        int done = database.createQuery("update Credential c set c.secret = :fresh where c.account.id = :id and c.kind = :kind and c.secret = :stored")
                .setParameter("fresh", rehash.fresh.hash()).setParameter("id", account).setParameter("kind", Kind.PASSWORD).setParameter("stored", rehash.stored).executeUpdate();
        if (done == 1) database.createQuery("update Credential c set c.secret = :fresh where c.account.id = :id and c.kind = :kind")
                .setParameter("fresh", rehash.fresh.scram()).setParameter("id", account).setParameter("kind", Kind.SCRAM_SHA_256).executeUpdate();
    }

    void forget(@Observes(during = TransactionPhase.AFTER_COMPLETION) AccountClosed event) { verified.forget(event.account()); }

    private static <V> Map<Long, V> take(ConcurrentHashMap<Long, V> from) {
        var batch = new HashMap<Long, V>();
        for (var key : from.keySet()) {
            if (batch.size() == BATCH) break;
            var value = from.remove(key);
            if (value != null) batch.put(key, value);
        }
        return batch;
    }
}
