package org.posthouse.mailbox;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import org.posthouse.database.UnitOfWork;
import org.posthouse.mailbox.Folder.OwnerKind;

/// Takes away the folders of deleted accounts, a thousand messages to a transaction, so that deleting an account never holds others up.
@ApplicationScoped public class Sweep {
    private static final int STEP = 1000;

    @PersistenceContext(unitName = "posthouse") EntityManager database;
    @Inject UnitOfWork unitOfWork;

    /// @return folders that are gone now
    public int run() {
        var folders = unitOfWork.call(() -> database.createQuery("select f.id from Folder f where f.ownerKind = :public and f.name like '#deleted/%'", Long.class)
                .setParameter("public", OwnerKind.PUBLIC).getResultList());
        for (long folder : folders) remove(folder);
        return folders.size();
    }

    private void remove(long folder) {
        for (var table : new String[] {"message", "expunged"}) {
            int gone = STEP;
            while (gone == STEP) gone = unitOfWork.call(() -> database.createNativeQuery("DELETE FROM " + table + " WHERE folder_id = ?1 LIMIT " + STEP).setParameter(1, folder).executeUpdate());
        }
        unitOfWork.run(() -> database.createQuery("delete from Folder f where f.id = :id").setParameter("id", folder).executeUpdate());
    }
}
