package org.posthouse.mailbox;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/// Whose mailbox has passed which mark, and who was told of it: once a mark, until it falls below. In the caller's transaction.
@ApplicationScoped public class FullnessTold {
    /// Per cent of a limit at which somebody is told.
    public static final List<Integer> MARKS = List.of(80, 95);
    private static final String OCTETS = "CASE WHEN a.max_mailbox_bytes > 0 THEN a.max_mailbox_bytes ELSE COALESCE(d.max_mailbox_bytes, 0) END";
    private static final String MESSAGES = "CASE WHEN a.max_messages > 0 THEN a.max_messages ELSE COALESCE(d.max_messages, 0) END";

    @PersistenceContext(unitName = "posthouse") EntityManager database;

    /// A mailbox that has passed a mark.
    ///
    /// @param octetLimit   0 for none
    /// @param messageLimit 0 for none
    public record Passed(long account, long octets, long messages, long octetLimit, long messageLimit) {
        /// Of the limit that is nearer.
        public int percent() { return (int) Math.min(999, Math.max(octetLimit == 0 ? 0 : octets * 100 / octetLimit, messageLimit == 0 ? 0 : messages * 100 / messageLimit)); }

        /// The highest mark it has passed.
        public int mark() { return MARKS.stream().filter(mark -> mark <= percent()).max(Integer::compare).orElse(0); }
    }

    /// Those who have passed a mark that they were not told of; they count as told from now on. Whoever fell below one will be told again.
    ///
    /// @param most at most so many; the others next time
    public List<Passed> untold(int most) {
        var told = told();
        var now = passed().stream().collect(Collectors.toMap(Passed::account, one -> one));
        told.forEach((account, mark) -> {
            int holds = now.containsKey(account) ? now.get(account).mark() : 0;
            if (holds < mark) tell(account, holds);
        });
        var untold = new ArrayList<Passed>();
        for (var one : now.values()) {
            if (untold.size() == most || one.mark() <= told.getOrDefault(one.account(), 0)) continue;
            tell(one.account(), one.mark());
            untold.add(one);
        }
        return untold;
    }

    private Map<Long, Integer> told() {
        var told = new HashMap<Long, Integer>();
        for (var each : database.createNativeQuery("SELECT account_id, mark FROM fullness_told").getResultList()) told.put(((Number) ((Object[]) each)[0]).longValue(), ((Number) ((Object[]) each)[1]).intValue());
        return told;
    }

    private void tell(long account, int mark) {
        database.createNativeQuery("DELETE FROM fullness_told WHERE account_id = ?1").setParameter(1, account).executeUpdate();
        if (mark > 0) database.createNativeQuery("INSERT INTO fullness_told (account_id, mark) VALUES (?1, ?2)").setParameter(1, account).setParameter(2, mark).executeUpdate();
    }

    private List<Passed> passed() {
        int least = MARKS.getFirst();
        return ((List<?>) database.createNativeQuery("SELECT owner_id, octets, messages, octet_limit, message_limit FROM (SELECT f.owner_id AS owner_id, SUM(f.octets) AS octets, SUM(f.messages) AS messages, "
                + OCTETS + " AS octet_limit, " + MESSAGES + " AS message_limit FROM folder f JOIN account a ON a.id = f.owner_id LEFT JOIN domain d ON d.id = a.domain_id WHERE f.owner_kind = 'ACCOUNT' AND a.trashed IS NULL"
                + " GROUP BY f.owner_id, a.max_mailbox_bytes, d.max_mailbox_bytes, a.max_messages, d.max_messages) mailbox"
                + " WHERE octet_limit > 0 AND octets * 100 >= octet_limit * " + least + " OR message_limit > 0 AND messages * 100 >= message_limit * " + least).getResultList()).stream().map(each -> {
                    var row = (Object[]) each;
                    return new Passed(number(row[0]), number(row[1]), number(row[2]), number(row[3]), number(row[4]));
                }).toList();
    }

    private static long number(Object column) { return ((Number) column).longValue(); }
}
