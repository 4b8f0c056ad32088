package org.posthouse.domain;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.persistence.FlushModeType;
import jakarta.persistence.PersistenceContext;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/// Who looks after which domain. Accounts are known here by their ids alone; that they exist is the database's and the caller's care.
@ApplicationScoped public class Administrators {
    /// Few people can answer for a domain.
    public static final int MOST = 100;

    private record Known(long stamp, Map<Long, Set<Long>> domainsOf) { }

    @PersistenceContext(unitName = "posthouse") EntityManager database;
    @Inject Changes changes;

    private volatile Known known = new Known(-1, Map.of());

    /// Ids of the domains that an account administers; asked with every request of a person, so from memory. Needs no transaction.
    public Set<Long> domainsOf(long account) {
        long stamp = changes.stamp();
        var now = known;
        if (now.stamp != stamp) known = now = read(stamp);
        return now.domainsOf.getOrDefault(account, Set.of());
    }

    /// Ids of the accounts that administer a domain, oldest account first. In the caller's transaction, as the rest.
    public List<Long> of(Domain domain) {
        return ((List<?>) database.createNativeQuery("SELECT account_id FROM domain_administrator WHERE domain_id = ?1 ORDER BY account_id").setParameter(1, domain.id()).getResultList())
                .stream().map(id -> ((Number) id).longValue()).toList();
    }

    /// Replaces them.
    ///
    /// @throws Rejected INVALID `administrators` when there are too many
    public void set(Domain domain, Collection<Long> accounts) {
        var wanted = new TreeSet<>(accounts);
        if (wanted.size() > MOST) throw Rejected.invalid("administrators", "at most {0}", MOST);
        if (List.copyOf(wanted).equals(of(domain))) return;
        database.createNativeQuery("DELETE FROM domain_administrator WHERE domain_id = ?1").setParameter(1, domain.id()).executeUpdate();
        for (long account : wanted)
            database.createNativeQuery("INSERT INTO domain_administrator (domain_id, account_id) VALUES (?1, ?2)").setParameter(1, domain.id()).setParameter(2, account).executeUpdate();
        changes.touch();
    }

    private Known read(long stamp) {
        var domainsOf = new HashMap<Long, Set<Long>>();
        for (var row : (List<?>) database.createNativeQuery("SELECT account_id, domain_id FROM domain_administrator").setFlushMode(FlushModeType.COMMIT).getResultList()) {
            var pair = (Object[]) row;
            domainsOf.computeIfAbsent(((Number) pair[0]).longValue(), _ -> new HashSet<>()).add(((Number) pair[1]).longValue());
        }
        domainsOf.replaceAll((_, domains) -> Set.copyOf(domains));
        return new Known(stamp, Map.copyOf(domainsOf));
    }
}
