package org.posthouse.collecting;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Event;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.posthouse.account.Accounts;
import org.posthouse.domain.DomainKey;
import org.posthouse.domain.Ids;
import org.posthouse.domain.Rejected;
import org.posthouse.domain.Rejected.Fault;
import org.posthouse.security.KeyRing;

/// The mailboxes at providers, and how it goes with each. Everything in the caller's transaction.
@ApplicationScoped public class Collecting {
    public static final int MOST_OF_ONE = 20;
    private static final String PURPOSE = "collecting";
    private static final Set<Integer> USUAL_PORTS = Set.of(0, 110, 143, 993, 995);
    /// After a run that neither ended nor failed, because the house did.
    private static final Duration LEASE = Duration.ofHours(2);
    private static final Duration LONGEST_PAUSE = Duration.ofDays(1);
    private static final Instant NEVER = Instant.parse("9999-01-01T00:00:00Z");

    @PersistenceContext(unitName = "posthouse") EntityManager database;
    @Inject Accounts accounts;
    @Inject KeyRing keys;
    @Inject Ids ids;
    @Inject Clock clock;
    @Inject Event<Asked> asked;

    /// Somebody wants one fetched now; told when that is committed.
    public record Asked(long id) { }

    public record Kept(long id, int version, CollectPlan plan, CollectRun run) { }

    /// What a run needs to know.
    ///
    /// @param address of the account; empty when that is gone
    /// @param known   when each message was taken, by its name there
    /// @param passed  names of those that were found too large
    record Job(CollectPlan plan, String password, Optional<String> address, Map<String, Instant> known, Set<String> passed) { }

    /// Of one account, or of all.
    public List<Kept> all(Optional<Long> account) {
        var rows = database.createQuery("select c from StoredCollect c where :account = 0L or c.account = :account order by c.account, c.host, c.id", StoredCollect.class).setParameter("account", account.orElse(0L)).getResultList();
        return rows.stream().map(this::kept).toList();
    }

    public Optional<Kept> find(long id) { return Optional.ofNullable(database.find(StoredCollect.class, id)).map(this::kept); }

    private Kept kept(StoredCollect row) { return new Kept(row.id(), row.version(), row.plan(), run(row.id())); }

    /// @throws Rejected INVALID with every field that cannot be
    public long open(CollectPlan plan, String password) {
        var checked = checked(plan);
        if (password.isEmpty()) throw Rejected.invalid("password", "is needed");
        if (all(Optional.of(plan.account())).size() >= MOST_OF_ONE) throw Rejected.conflict("account", "at most {0} for one account", MOST_OF_ONE);
        var row = new StoredCollect(ids.next());
        row.settle(checked, keys.seal(PURPOSE, password));
        database.persist(row);
        database.flush();
        var first = CollectRun.fresh(plan.active() ? clock.instant() : NEVER);
        database.createNativeQuery("INSERT INTO collecting_run (collecting_id, next_run, outcome, said, taken, passed, total, failures) VALUES (?1, ?2, ?3, '', 0, 0, 0, 0)")
                .setParameter(1, row.id()).setParameter(2, time(first.next())).setParameter(3, first.outcome().name()).executeUpdate();
        if (plan.active()) asked.fire(new Asked(row.id()));
        return row.id();
    }

    /// @param password empty keeps the one there is
    /// @throws Rejected as [#open], ABSENT; INVALID `password` for another place without one: a password passes only to the host it was given for
    public void change(long id, CollectPlan plan, String password) {
        var row = required(id);
        var checked = checked(plan);
        var before = row.plan();
        boolean moved = !before.place().equals(checked.place());
        boolean elsewhere = moved || before.security() != checked.security() && checked.security() == CollectPlan.Security.NONE;
        if (elsewhere && password.isEmpty()) throw Rejected.invalid("password", "type it again: it is for another place now");
        row.settle(checked, password.isEmpty() ? row.secret() : keys.seal(PURPOSE, password));
        database.flush();
        if (moved) database.createNativeQuery("DELETE FROM collected WHERE collecting_id = ?1").setParameter(1, id).executeUpdate();
        due(id, checked.active() ? clock.instant() : NEVER);
        if (checked.active()) asked.fire(new Asked(id));
    }

    /// Messages that are here stay here, those there stay there.
    public void close(long id) {
        var row = required(id);
        for (var table : List.of("collected", "collecting_run")) database.createNativeQuery("DELETE FROM " + table + " WHERE collecting_id = ?1").setParameter(1, id).executeUpdate();
        database.remove(row);
    }

    /// Fetches it as soon as this is committed.
    public void now(long id) {
        required(id);
        due(id, clock.instant());
        asked.fire(new Asked(id));
    }

    private void due(long id, Instant when) { database.createNativeQuery("UPDATE collecting_run SET next_run = ?1 WHERE collecting_id = ?2").setParameter(1, time(when)).setParameter(2, id).executeUpdate(); }

    private StoredCollect required(long id) { return Optional.ofNullable(database.find(StoredCollect.class, id)).orElseThrow(() -> Rejected.absent("key", "there is no such mailbox")); }

    private CollectPlan checked(CollectPlan plan) {
        var faults = new ArrayList<Fault>();
        var host = plan.host().strip();
        boolean literal = host.matches("[0-9.]+|[0-9a-fA-F:.]*:[0-9a-fA-F:.]*");
        if (!literal && DomainKey.of(host).isEmpty() && !host.equals("localhost")) faults.add(new Fault("host", "must be a host name"));
        if (plan.port() < 0 || plan.port() > 65_535) faults.add(new Fault("port", "must be {0} to {1}", 0, 65_535));
        else if (!plan.anywhere() && !USUAL_PORTS.contains(plan.port())) faults.add(new Fault("port", "only a postmaster may choose another than the usual ones"));
        if (plan.login().isBlank() || plan.login().length() > 320 || plan.login().chars().anyMatch(Character::isISOControl)) faults.add(new Fault("login", "is needed"));
        if (plan.folder().length() > 255 || plan.folder().chars().anyMatch(Character::isISOControl)) faults.add(new Fault("folder", "at most {0} characters", 255));
        if (plan.minutes() < 1 || plan.minutes() > CollectPlan.MOST_MINUTES) faults.add(new Fault("minutes", "must be {0} to {1}", 1, CollectPlan.MOST_MINUTES));
        if (plan.keepDays() < 0 || plan.keepDays() > CollectPlan.MOST_DAYS) faults.add(new Fault("keepDays", "must be {0} to {1}", 0, CollectPlan.MOST_DAYS));
        if (plan.mostBytes() < 1 << 10) faults.add(new Fault("mostBytes", "must be at least {0}", "1 KB"));
        if (accounts.find(plan.account()).filter(account -> account.trashed().isEmpty()).isEmpty()) faults.add(new Fault("account", "there is no such account"));
        if (!faults.isEmpty()) throw new Rejected(Rejected.Kind.INVALID, faults);
        return new CollectPlan(plan.account(), plan.kind(), host, plan.port(), plan.security(), plan.login().strip(), plan.folder().strip(), plan.minutes(), plan.keepDays(), plan.mostBytes(), plan.field(), plan.active(), plan.anywhere());
    }

    // ---- runs ----

    /// Those whose time has come.
    List<Long> due(int most) {
        return database.createNativeQuery("SELECT collecting_id FROM collecting_run WHERE next_run <= ?1 ORDER BY next_run").setParameter(1, time(clock.instant())).setMaxResults(most).getResultList()
                .stream().map(id -> ((Number) id).longValue()).toList();
    }

    /// At the start: runs that a stop has cut off are due again.
    void resume() { database.createNativeQuery("UPDATE collecting_run SET next_run = ?1, ended = began WHERE began IS NOT NULL AND ended IS NULL").setParameter(1, time(clock.instant())).executeUpdate(); }

    /// Takes one that is due and not under way; nobody else does for as long as a run may last. Empty when somebody was faster.
    Optional<Job> begin(long id) {
        var now = clock.instant();
        int won = database.createNativeQuery("UPDATE collecting_run SET began = ?1, ended = NULL, next_run = ?2 WHERE collecting_id = ?3 AND next_run <= ?1 AND (began IS NULL OR ended IS NOT NULL OR began <= ?4)")
                .setParameter(1, time(now)).setParameter(2, time(now.plus(LEASE))).setParameter(3, id).setParameter(4, time(now.minus(LEASE))).executeUpdate();
        var row = database.find(StoredCollect.class, id);
        if (won == 0 || row == null) return Optional.empty();
        var plan = row.plan();
        var address = accounts.find(plan.account()).filter(account -> account.trashed().isEmpty()).map(account -> account.primaryAddress());
        var known = new HashMap<String, Instant>();
        var passed = new HashSet<String>();
        for (var each : database.createNativeQuery("SELECT uid, taken, passed FROM collected WHERE collecting_id = ?1").setParameter(1, id).getResultList()) {
            var columns = (Object[]) each;
            if (Boolean.TRUE.equals(columns[2]) || columns[2] instanceof Number number && number.intValue() != 0) passed.add((String) columns[0]);
            else known.put((String) columns[0], instant(columns[1]));
        }
        return Optional.of(new Job(plan, keys.open(PURPOSE, row.secret()).orElse(""), address, known, passed));
    }

    void remember(long id, String uid, boolean passed) {
        database.createNativeQuery("INSERT INTO collected (collecting_id, uid, taken, passed) VALUES (?1, ?2, ?3, ?4)").setParameter(1, id).setParameter(2, uid).setParameter(3, time(clock.instant())).setParameter(4, passed).executeUpdate();
    }

    /// They are not there any more, so nobody will ask about them.
    void forget(long id, Collection<String> uids) {
        for (var uid : uids) database.createNativeQuery("DELETE FROM collected WHERE collecting_id = ?1 AND uid = ?2").setParameter(1, id).setParameter(2, uid).executeUpdate();
    }

    /// @param more the mailbox was too full for one run: the next follows at once
    void ended(long id, CollectRun.Outcome outcome, String said, int taken, int passed, boolean more) {
        var row = database.find(StoredCollect.class, id);
        if (row == null) return;
        var before = run(id);
        var now = clock.instant();
        boolean good = outcome == CollectRun.Outcome.GOOD;
        int failures = good ? 0 : before.failures() + 1;
        var pause = Duration.ofMinutes(row.plan().minutes()).multipliedBy(1L << Math.min(10, Math.max(0, failures - 1)));
        if (!good && pause.compareTo(LONGEST_PAUSE) > 0) pause = LONGEST_PAUSE.compareTo(Duration.ofMinutes(row.plan().minutes())) > 0 ? LONGEST_PAUSE : Duration.ofMinutes(row.plan().minutes());
        var next = good && more ? now : row.plan().active() ? now.plus(pause) : NEVER;
        database.createNativeQuery("UPDATE collecting_run SET next_run = CASE WHEN next_run <= ?1 THEN next_run ELSE ?2 END, ended = ?1, outcome = ?3, said = ?4, taken = ?5, passed = ?6, total = total + ?5, failures = ?7 WHERE collecting_id = ?8")
                .setParameter(1, time(now)).setParameter(2, time(next)).setParameter(3, outcome.name()).setParameter(4, cut(said)).setParameter(5, taken).setParameter(6, passed).setParameter(7, failures).setParameter(8, id).executeUpdate();
    }

    private static String cut(String said) {
        var line = said.replaceAll("\\p{Cntrl}+", " ").strip();
        return line.length() > CollectRun.MOST_SAID ? line.substring(0, CollectRun.MOST_SAID) : line;
    }

    private CollectRun run(long id) {
        var found = database.createNativeQuery("SELECT next_run, began, ended, outcome, said, taken, passed, total, failures FROM collecting_run WHERE collecting_id = ?1").setParameter(1, id).getResultList();
        if (found.isEmpty()) return CollectRun.fresh(NEVER);
        var row = (Object[]) found.getFirst();
        return new CollectRun(instant(row[0]), Optional.ofNullable(row[1]).map(Collecting::instant), Optional.ofNullable(row[2]).map(Collecting::instant), CollectRun.Outcome.valueOf((String) row[3]), (String) row[4],
                ((Number) row[5]).intValue(), ((Number) row[6]).intValue(), ((Number) row[7]).longValue(), ((Number) row[8]).intValue());
    }

    private static LocalDateTime time(Instant instant) { return LocalDateTime.ofInstant(instant, ZoneOffset.UTC); }

    private static Instant instant(Object column) {
        return switch (column) {
            case LocalDateTime local -> local.toInstant(ZoneOffset.UTC);
            case java.sql.Timestamp stamp -> stamp.toInstant();
            default -> throw new IllegalStateException("no time: " + column.getClass());
        };
    }
}
