package org.posthouse.list.archive;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.sql.SQLException;
import org.posthouse.database.Database;
import org.posthouse.database.UnitOfWork;
import org.posthouse.mailbox.RowsRefused;

/// Takes away the archives of lists that are gone, a thousand rows to a transaction.
@ApplicationScoped public class ArchiveSweep {
    private static final int STEP = 1000;
    private static final String[] TABLES = {"list_article", "list_thread", "list_month", "list_author", "list_old_page"};

    @Inject Database database;
    @Inject UnitOfWork work;

    /// @return rows that are gone now
    public int run() {
        int gone = 0;
        for (var table : TABLES) {
            var lists = work.call(() -> orphans(table));
            for (long list : lists) {
                int some = STEP;
                for (; some == STEP; gone += some) some = work.call(() -> step(table, list));
            }
        }
        return gone;
    }

    private java.util.List<Long> orphans(String table) {
        try (var connection = database.source().getConnection()) {
            return Rows.all(connection, "SELECT DISTINCT list_id FROM " + table + " t WHERE NOT EXISTS (SELECT 1 FROM mailing_list l WHERE l.id = t.list_id)", row -> row.getLong(1));
        } catch (SQLException failed) {
            throw new RowsRefused(failed);
        }
    }

    private int step(String table, long list) {
        try (var connection = database.source().getConnection()) {
            return Rows.change(connection, "DELETE FROM " + table + " WHERE list_id = ? LIMIT " + STEP, list);
        } catch (SQLException failed) {
            throw new RowsRefused(failed);
        }
    }
}
