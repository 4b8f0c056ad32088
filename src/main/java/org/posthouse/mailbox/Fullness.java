package org.posthouse.mailbox;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import jakarta.persistence.Tuple;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.posthouse.mailbox.Folder.OwnerKind;

/// Which mailboxes are nearly full. Looked up anew once a minute, for it goes through all that have a limit.
@ApplicationScoped public class Fullness {
    private static final Duration FRESH = Duration.ofMinutes(1);
    private static final long NEARLY = 90;                                // per cent: a query compares whole numbers with whole numbers
    private static final int MOST = 500;

    @PersistenceContext(unitName = "posthouse") EntityManager database;
    @Inject Clock clock;

    private volatile Seen seen = new Seen(Instant.MIN, List.of());

    /// @param domain id of the account's
    public record Full(long account, String name, long domain, long octets, long limit) {
        public int percent() { return (int) Math.min(999, octets * 100 / limit); }
    }

    private record Seen(Instant at, List<Full> all) { }

    /// The fullest first; within a transaction.
    public List<Full> nearly() {
        var now = clock.instant();
        if (seen.at().isAfter(now.minus(FRESH))) return seen.all();
        var found = database.createQuery("""
                select a.id, a.name, a.domain.id, f.octets, case when a.maxMailboxBytes > 0 then a.maxMailboxBytes else a.domain.maxMailboxBytes end from Folder f, Account a
                where f.ownerKind = :kind and f.name = :name and f.owner = a.id and a.trashed is null and f.octets > 0
                and f.octets * 100 >= :nearly * case when a.maxMailboxBytes > 0 then a.maxMailboxBytes else a.domain.maxMailboxBytes end
                and case when a.maxMailboxBytes > 0 then a.maxMailboxBytes else a.domain.maxMailboxBytes end > 0""", Tuple.class)
                .setParameter("kind", OwnerKind.ACCOUNT).setParameter("name", Folder.INBOX).setParameter("nearly", NEARLY).setMaxResults(MOST).getResultList();
        var all = found.stream().map(row -> new Full(row.get(0, Long.class), row.get(1, String.class), row.get(2, Long.class), row.get(3, Long.class), row.get(4, Long.class)))
                .sorted(java.util.Comparator.comparingInt(Full::percent).reversed()).toList();
        seen = new Seen(now, all);
        return all;
    }
}
