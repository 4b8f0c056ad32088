package org.posthouse.delivery;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.posthouse.database.Database;
import org.posthouse.mailbox.Segments;
import org.posthouse.store.Entry;
import org.posthouse.store.Position;
import org.posthouse.store.RecordId;

/// Which envelopes have their rows, for as long as a replay may see them again. In the caller's transaction.
@ApplicationScoped public class Markers {
    @Inject Database database;

    /// Those of the entries that are marked.
    Set<RecordId> among(List<Entry> entries) {
        var spans = new HashMap<UUID, int[]>();
        for (var entry : entries) {
            var span = spans.computeIfAbsent(entry.id().segment(), _ -> new int[] {Integer.MAX_VALUE, 0});
            span[0] = Math.min(span[0], entry.id().number());
            span[1] = Math.max(span[1], entry.id().number());
        }
        var marked = new HashSet<RecordId>();
        try (var connection = database.source().getConnection();
             var statement = connection.prepareStatement("SELECT record FROM dispatched WHERE segment = ? AND record BETWEEN ? AND ?")) {
            for (var span : spans.entrySet()) {
                statement.setBytes(1, Segments.octets(span.getKey()));
                statement.setInt(2, span.getValue()[0]);
                statement.setInt(3, span.getValue()[1]);
                try (var rows = statement.executeQuery()) {
                    while (rows.next()) marked.add(new RecordId(span.getKey(), rows.getInt(1)));
                }
            }
        } catch (SQLException failed) {
            throw new NotDispatched(failed);
        }
        return marked;
    }

    void add(List<Entry> entries) {
        try (var connection = database.source().getConnection();
             var statement = connection.prepareStatement("INSERT INTO dispatched (segment, record, ordinal) VALUES (?,?,?)")) {
            for (var entry : entries) {
                statement.setBytes(1, Segments.octets(entry.id().segment()));
                statement.setInt(2, entry.id().number());
                statement.setLong(3, entry.position().ordinal());
                statement.addBatch();
            }
            statement.executeBatch();
        } catch (SQLException failed) {
            throw new NotDispatched(failed);
        }
    }

    /// The checkpoint has passed this position: no replay asks for what lies before it.
    void forget(Position passed) {
        try (var connection = database.source().getConnection();
             var statement = connection.prepareStatement("DELETE FROM dispatched WHERE ordinal < ? OR ordinal = ? AND record <= ?")) {
            statement.setLong(1, passed.ordinal());
            statement.setLong(2, passed.ordinal());
            statement.setInt(3, passed.number());
            statement.executeUpdate();
        } catch (SQLException failed) {
            throw new NotDispatched(failed);
        }
    }

    /// The database did not take a batch; it stays in hand.
    static final class NotDispatched extends RuntimeException {
        private static final long serialVersionUID = 1;

        NotDispatched(SQLException cause) { super(cause.getMessage(), cause); }
    }
}
