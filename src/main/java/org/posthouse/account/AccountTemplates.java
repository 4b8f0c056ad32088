package org.posthouse.account;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import java.util.ArrayList;
import org.posthouse.domain.Rejected;
import org.posthouse.domain.Rejected.Fault;

/// Reads and changes what new accounts begin with, in the caller's transaction. Accounts that are open stay as they are.
@ApplicationScoped public class AccountTemplates {
    @PersistenceContext(unitName = "posthouse") EntityManager database;

    public AccountTemplate now() {
        var row = database.find(StoredTemplate.class, StoredTemplate.ONLY);
        return row == null ? AccountTemplate.PLAIN : row.template();
    }

    /// @throws Rejected INVALID as for an account
    public void change(AccountTemplate wanted) {
        var faults = new ArrayList<Fault>();
        CheckedPlan.common(wanted.plan("template", java.util.List.of()), faults);
        if (!faults.isEmpty()) throw new Rejected(Rejected.Kind.INVALID, faults);
        var row = database.find(StoredTemplate.class, StoredTemplate.ONLY);
        boolean fresh = row == null;
        if (fresh) row = new StoredTemplate();
        row.settle(wanted);
        if (fresh) database.persist(row);
        database.flush();
    }
}
