package org.posthouse.list.archive;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import org.posthouse.database.Database;
import org.posthouse.domain.Ids;
import org.posthouse.domain.Rejected;
import org.posthouse.list.archive.Import.Progress;
import org.posthouse.list.archive.Import.Refusal;
import org.posthouse.list.archive.Import.State;
import org.posthouse.list.archive.Import.Why;
import org.posthouse.mailbox.RowsRefused;

/// Imports as the database knows them; in the caller's transaction.
@ApplicationScoped class ImportRows {
    private static final String SELECT = "SELECT id, list_id, state, name, file, own, octets, old_pages, added, there, refused, posts, reached, begun, ended, failed FROM list_import";
    private static final int MOST_REFUSALS = 1_000;

    @Inject Database database;
    @Inject Ids ids;
    @Inject Clock clock;

    /// It was cancelled, or its list is gone: nothing of the transaction may be committed.
    static final class Ended extends RuntimeException {
        private static final long serialVersionUID = 1;

        Ended() { super("the import has ended", null, false, false); }
    }

    /// One that waits. A list's import that failed and was not gone on with is over then.
    ///
    /// @throws Rejected CONFLICT when another is open
    Import begin(long id, long list, String name, Path file, boolean own, long octets, boolean oldPages) {
        return in(connection -> {
            if (Rows.one(connection, "SELECT id FROM list_import WHERE open_list = ?", row -> row.getLong(1), list).isPresent()) throw Rejected.conflict("file", "an archive is being brought to this list already");
            Rows.change(connection, "UPDATE list_import SET state = 'cancelled' WHERE list_id = ? AND state = 'failed'", list);
            Rows.change(connection, "INSERT INTO list_import (id, list_id, open_list, state, name, file, own, octets, old_pages, reached, posts, added, there, refused, begun, failed) VALUES (?,?,?,'waiting',?,?,?,?,?,0,0,0,0,0,?,'')",
                    id, list, list, ArticleText.cut(name, 200), file.toString(), own, octets, oldPages, clock.instant());
            return find(id).orElseThrow();
        });
    }

    Optional<Import> find(long id) { return in(connection -> Rows.one(connection, SELECT + " WHERE id = ?", ImportRows::row, id)); }

    Optional<Import> newest(long list) { return in(connection -> Rows.one(connection, SELECT + " WHERE list_id = ? ORDER BY id DESC LIMIT 1", ImportRows::row, list)); }

    /// What is not over, and what can be gone on with.
    List<Import> unfinished() { return in(connection -> Rows.all(connection, SELECT + " WHERE state IN ('waiting', 'running', 'failed') ORDER BY id", ImportRows::row)); }

    List<Refusal> refusals(long id, int count) {
        return in(connection -> Rows.all(connection, "SELECT post, place, why, subject FROM list_import_refused WHERE import_id = ? ORDER BY post LIMIT " + count, row -> new Refusal(row.getLong(1), row.getLong(2), Why.valueOf(row.getString(3)), row.getString(4)), id));
    }

    /// @return false when it is over
    boolean run(long id) { return in(connection -> Rows.change(connection, "UPDATE list_import SET state = 'running' WHERE id = ? AND open_list IS NOT NULL", id) == 1); }

    /// How far it is, in the transaction that adds the posts: nothing of a file is brought twice, wherever a house stops.
    ///
    /// @throws Ended it is over
    void reached(long id, Progress now, List<Refusal> refused) {
        in(connection -> {
            int rows = Rows.change(connection, "UPDATE list_import SET added = ?, there = ?, refused = ?, posts = ?, reached = ? WHERE id = ? AND open_list IS NOT NULL", now.added(), now.there(), now.refused(), now.posts(), now.reached(), id);
            if (rows == 0) throw new Ended();
            long before = now.refused() - refused.size();
            for (var one : refused) if (before++ < MOST_REFUSALS)
                Rows.change(connection, "INSERT INTO list_import_refused (import_id, post, place, why, subject) VALUES (?,?,?,?,?)", id, one.post(), one.place(), one.why().name(), ArticleText.cut(one.subject(), 300));
            return null;
        });
    }

    /// @return false when it is over already
    boolean end(long id, State state, String failed) {
        return in(connection -> Rows.change(connection, "UPDATE list_import SET open_list = NULL, state = ?, ended = ?, failed = ? WHERE id = ? AND (open_list IS NOT NULL OR state = 'failed')", state.word(), clock.instant(), ArticleText.cut(failed, 500), id) == 1);
    }

    /// One that failed waits again.
    ///
    /// @throws Rejected CONFLICT when it cannot, or another is open
    void again(Import one) {
        in(connection -> {
            if (Rows.one(connection, "SELECT id FROM list_import WHERE open_list = ?", row -> row.getLong(1), one.list()).isPresent()) throw Rejected.conflict("file", "an archive is being brought to this list already");
            if (Rows.change(connection, "UPDATE list_import SET open_list = list_id, state = 'waiting', ended = NULL, failed = '' WHERE id = ? AND state = 'failed'", one.id()) == 0) throw Rejected.conflict("file", "this import cannot go on");
            return null;
        });
    }

    void forget(long list) {
        in(connection -> {
            Rows.change(connection, "DELETE FROM list_import_refused WHERE import_id IN (SELECT id FROM list_import WHERE list_id = ?)", list);
            return Rows.change(connection, "DELETE FROM list_import WHERE list_id = ?", list);
        });
    }

    private static Import row(ResultSet row) throws SQLException {
        return new Import(row.getLong(1), row.getLong(2), State.of(row.getString(3)), row.getString(4), Path.of(row.getString(5)), row.getBoolean(6), row.getLong(7), row.getBoolean(8),
                new Progress(row.getLong(9), row.getLong(10), row.getLong(11), row.getLong(12), row.getLong(13)), Rows.time(row, 14), row.getObject(15) == null ? Optional.empty() : Optional.of(Rows.time(row, 15)), row.getString(16));
    }

    /// Something done in the database.
    private interface Deed<T> { T in(Connection connection) throws SQLException; }

    private <T> T in(Deed<T> deed) {
        try (var connection = database.source().getConnection()) {
            return deed.in(connection);
        } catch (SQLException failed) {
            throw new RowsRefused(failed);
        }
    }
}
