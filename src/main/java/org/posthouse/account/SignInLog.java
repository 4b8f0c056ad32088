package org.posthouse.account;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import java.net.InetAddress;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.posthouse.domain.Ids;

/// Who signed in to an account, or tried to: for its owner to look at. What comes the same way to the same end within an hour is one line with a count, so that a
/// mail program that asks every minute, or somebody who guesses, does not bury the rest. Kept 90 days, the newest 200 an account.
@ApplicationScoped public class SignInLog {
    private static final Duration SAME = Duration.ofHours(1);
    /// A line that is in the table already is brought up to date no more often.
    private static final Duration EXACT_TO = Duration.ofMinutes(10);
    private static final Duration KEPT = Duration.ofDays(90);
    private static final int KEPT_EACH = 200;
    private static final int MOST = 20_000;

    /// @param times how often between `first` and `last`
    public record Entry(Door door, String client, boolean granted, Instant first, Instant last, int times) { }

    record Way(long account, Door door, String client, boolean granted) { }

    record Tally(Instant first, Instant last, int times) {
        Tally and(Tally other) { return new Tally(first.isBefore(other.first) ? first : other.first, last.isAfter(other.last) ? last : other.last, times + other.times); }
    }

    @PersistenceContext(unitName = "posthouse") EntityManager database;
    @Inject Clock clock;
    @Inject Ids ids;

    private final ConcurrentHashMap<Way, Tally> pending = new ConcurrentHashMap<>();
    private final ConcurrentHashMap<Way, Instant> written = new ConcurrentHashMap<>();

    void note(long account, Door door, InetAddress client, boolean granted) {
        var way = new Way(account, door, client.getHostAddress().replaceFirst("%.*", ""), granted);
        if (pending.size() >= MOST && !pending.containsKey(way)) return;
        var now = clock.instant();
        pending.merge(way, new Tally(now, now, 1), Tally::and);
    }

    /// Newest first, what is not written yet too.
    public List<Entry> recent(long account, int most) {
        var entries = new ArrayList<>(database.createQuery("select s from SignInLine s where s.account = :account order by s.last desc", SignInLine.class)
                .setParameter("account", account).setMaxResults(most).getResultStream().map(SignInLine::entry).toList());
        pending.forEach((way, tally) -> {
            if (way.account == account) add(entries, new Entry(way.door, way.client, way.granted, tally.first, tally.last, tally.times));
        });
        entries.sort(Comparator.comparing(Entry::last).reversed());
        return entries.stream().limit(most).toList();
    }

    private static void add(List<Entry> entries, Entry fresh) {
        for (int i = 0; i < entries.size(); i++) {
            var old = entries.get(i);
            if (old.door != fresh.door || !old.client.equals(fresh.client) || old.granted != fresh.granted || old.last.plus(SAME).isBefore(fresh.first)) continue;
            entries.set(i, new Entry(old.door, old.client, old.granted, old.first, fresh.last, old.times + fresh.times));
            return;
        }
        entries.add(fresh);
    }

    /// Some of what is to be written, taken out of memory.
    Map<Way, Tally> take(int most) {
        var batch = new HashMap<Way, Tally>();
        var now = clock.instant();
        for (var way : pending.keySet()) {
            if (batch.size() == most) break;
            var before = written.get(way);
            if (before != null && now.isBefore(before.plus(EXACT_TO))) continue;
            var tally = pending.remove(way);
            if (tally != null) batch.put(way, tally);
        }
        return batch;
    }

    /// In the caller's transaction.
    void write(Map<Way, Tally> batch) {
        var there = new HashSet<>(database.createQuery("select a.id from Account a where a.id in :ids", Long.class)
                .setParameter("ids", batch.keySet().stream().map(Way::account).distinct().toList()).getResultList());
        var grown = new HashSet<Long>();
        batch.forEach((way, tally) -> {
            if (!there.contains(way.account) || added(way, tally)) return;
            database.persist(new SignInLine(ids.next(), way, tally));
            grown.add(way.account);
        });
        grown.forEach(this::prune);
    }

    /// After [#write] was committed.
    void wrote(Map<Way, Tally> batch) {
        if (written.size() > MOST) written.clear();
        batch.keySet().forEach(way -> written.put(way, clock.instant()));
    }

    private boolean added(Way way, Tally tally) {
        return database.createQuery("update SignInLine s set s.last = :last, s.times = s.times + :times where s.account = :account and s.door = :door and s.client = :client and s.granted = :granted and s.last >= :same")
                .setParameter("last", tally.last).setParameter("times", tally.times).setParameter("account", way.account).setParameter("door", way.door).setParameter("client", way.client)
                .setParameter("granted", way.granted).setParameter("same", tally.first.minus(SAME)).executeUpdate() > 0;
    }

    private void prune(long account) {
        var old = database.createQuery("select s.id from SignInLine s where s.account = :account order by s.last desc", Long.class)
                .setParameter("account", account).setFirstResult(KEPT_EACH).setMaxResults(1000).getResultList();
        if (!old.isEmpty()) database.createQuery("delete from SignInLine s where s.id in :old").setParameter("old", old).executeUpdate();
    }

    /// In the caller's transaction: forgets what is too old.
    void sweep() { database.createQuery("delete from SignInLine s where s.last < :old").setParameter("old", clock.instant().minus(KEPT)).executeUpdate(); }
}
