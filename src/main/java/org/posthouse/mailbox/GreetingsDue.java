package org.posthouse.mailbox;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import java.util.List;

/// Which new accounts have not had their greeting yet: a row is written with the account, and goes when the greeting is in the store. In the caller's transaction.
@ApplicationScoped public class GreetingsDue {
    @PersistenceContext(unitName = "posthouse") EntityManager database;

    /// @param link with a link to choose a password
    /// @param also another address that gets it; empty for none
    public record Due(long account, boolean link, String also) { }

    public void note(Due due) {
        done(due.account());
        database.createNativeQuery("INSERT INTO greeting_due (account_id, link, also_to) VALUES (?1, ?2, ?3)").setParameter(1, due.account()).setParameter(2, due.link()).setParameter(3, due.also()).executeUpdate();
    }

    public List<Due> some(int most) {
        return ((List<?>) database.createNativeQuery("SELECT account_id, CASE WHEN link THEN 1 ELSE 0 END, also_to FROM greeting_due ORDER BY account_id").setMaxResults(most).getResultList()).stream().map(Object[].class::cast)
                .map(row -> new Due(((Number) row[0]).longValue(), ((Number) row[1]).intValue() == 1, (String) row[2])).toList();
    }

    public void done(long account) { database.createNativeQuery("DELETE FROM greeting_due WHERE account_id = ?1").setParameter(1, account).executeUpdate(); }
}
