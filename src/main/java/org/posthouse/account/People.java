package org.posthouse.account;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.persistence.FlushModeType;
import jakarta.persistence.PersistenceContext;
import jakarta.persistence.Tuple;
import java.util.List;
import java.util.Optional;
import org.posthouse.account.Credential.Kind;
import org.posthouse.domain.Administrators;
import org.posthouse.domain.Changes;
import org.posthouse.domain.Domains;
import org.posthouse.domain.LocalDomain;

/// Who an account is, for faces that were told its id by a token. From memory until something changes; needs no transaction.
@ApplicationScoped public class People {
    private static final int KNOWN = 10_000;

    /// @param address      the primary one, Postmaster's with the first domain
    /// @param domain       id of its home; empty for a reserved account
    /// @param language     as set; empty for the house's
    /// @param timeZone     as set; empty for the house's
    /// @param secondFactor asked for beside the password
    public record Person(long account, String address, String name, Role role, boolean locked, Optional<Long> domain, String language, String timeZone, boolean secondFactor) { }

    @PersistenceContext(unitName = "posthouse") EntityManager database;
    @Inject Domains domains;
    @Inject Changes changes;
    @Inject Administrators administrators;

    private final StampedCache<Person> known = new StampedCache<>(KNOWN);

    public Optional<Person> find(long account) {
        long stamp = changes.stamp();
        var key = Long.toString(account);
        return known.get(stamp, key).or(() -> {
            var read = read(account);
            read.ifPresent(person -> known.put(stamp, key, person));
            return read;
        });
    }

    /// Looks after all domains, or after this one; who is locked does not.
    public boolean administers(long account, long domain) {
        return find(account).filter(person -> !person.locked()).filter(person -> person.role() == Role.POSTMASTER || administrators.domainsOf(account).contains(domain)).isPresent();
    }

    private Optional<Person> read(long account) {
        return database.createQuery("select p.text, a.name, a.role, a.locked, d.id, a.language, a.timeZone from Account a join a.addresses p left join a.domain d where a.id = :id and p.position = 0", Tuple.class)
                .setParameter("id", account).setFlushMode(FlushModeType.COMMIT).getResultStream().findFirst()
                .map(row -> new Person(account, address(row.get(0, String.class)), row.get(1, String.class), row.get(2, Role.class), row.get(3, Boolean.class),
                        Optional.ofNullable(row.get(4, Long.class)), row.get(5, String.class), row.get(6, String.class), secondFactor(account)));
    }

    private boolean secondFactor(long account) {
        List<Long> found = database.createQuery("select c.id from Credential c where c.account.id = :id and c.kind = :kind", Long.class)
                .setParameter("id", account).setParameter("kind", Kind.TOTP).setFlushMode(FlushModeType.COMMIT).getResultList();
        return !found.isEmpty();
    }

    private String address(String text) { return text.contains("@") ? text : domains.local().first().map(LocalDomain::name).map(d -> text + '@' + d).orElse(text); }
}
