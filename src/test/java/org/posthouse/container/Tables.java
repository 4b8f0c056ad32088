package org.posthouse.container;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.sql.SQLException;
import org.posthouse.database.Database;

/// Looks at rows past the modules, and changes them as another node would.
@ApplicationScoped public class Tables {
    @Inject Database database;

    /// The one number that a query finds.
    public long number(String query, Object... parameters) {
        try (var connection = database.source().getConnection(); var statement = connection.prepareStatement(query)) {
            for (int i = 0; i < parameters.length; i++) statement.setObject(i + 1, parameters[i]);
            try (var rows = statement.executeQuery()) {
                rows.next();
                return rows.getLong(1);
            }
        } catch (SQLException failed) {
            throw new AssertionError(query, failed);
        }
    }

    /// In the caller's transaction; what the database refuses is thrown as it is, for those who try again.
    public void change(String sql) {
        try (var connection = database.source().getConnection(); var statement = connection.createStatement()) {
            statement.executeUpdate(sql);
        } catch (SQLException failed) {
            throw new IllegalStateException(failed);
        }
    }
}
