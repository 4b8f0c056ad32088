package org.posthouse.account;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.persistence.FlushModeType;
import jakarta.persistence.PersistenceContext;
import jakarta.persistence.Tuple;
import java.util.Optional;
import org.posthouse.domain.Changes;
import org.posthouse.mime.Address;

/// What mail that an account submits has to know of it: from memory until something changes, without a transaction.
@ApplicationScoped public class Authors {
    private static final int KNOWN = 20_000;

    @PersistenceContext(unitName = "posthouse") EntityManager database;
    @Inject Directory directory;
    @Inject DeliveryPlans deliveries;
    @Inject Changes changes;

    private final StampedCache<Author> known = new StampedCache<>(KNOWN);

    /// @param primary its first address as text
    public record Author(String name, String primary, FromRewrite rewrite) { }

    /// Empty for an account that is gone.
    public Optional<Author> find(long account) {
        long stamp = changes.stamp();
        var key = Long.toString(account);
        var hit = known.get(stamp, key);
        if (hit.isPresent()) return hit;
        var read = database.createQuery("select a.name, p.text, a.fromRewrite from Account a join a.addresses p where a.id = :id and p.position = 0", Tuple.class)
                .setParameter("id", account).setFlushMode(FlushModeType.COMMIT).getResultStream().findFirst().map(row -> new Author(row.get(0, String.class), row.get(1, String.class), row.get(2, FromRewrite.class)));
        read.ifPresent(author -> known.put(stamp, key, author));
        return read;
    }

    /// The address is the account's: one of its own in any spelling, with a sub-address too. Reserved addresses (`postmaster@`, `abuse@`) belong to all postmasters.
    public boolean owns(long account, Address address) {
        var found = directory.recipient(address);
        if (found.isEmpty() || found.get().account() == account) return found.isPresent();
        return Reserved.of(address.local()).isPresent() && deliveries.current(found.get().account()).forward().stream().anyMatch(other -> directory.stored(other).filter(recipient -> recipient.account() == account).isPresent());
    }
}
