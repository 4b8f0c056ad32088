package org.posthouse.list.archive;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Statements with their values, in the caller's transaction.
final class Rows {
    static final String ARTICLE = "list_id, number, folder_id, uid, posted, author_id, author_name, author, subject, parent, thread, octets, attachments";

    private Rows() { }

    /// One row read.
    interface Reader<T> { T read(ResultSet row) throws SQLException; }

    static <T> List<T> all(Connection connection, String select, Reader<T> reader, Object... values) throws SQLException {
        try (var statement = connection.prepareStatement(select)) {
            set(statement, values);
            var found = new ArrayList<T>();
            try (var rows = statement.executeQuery()) {
                while (rows.next()) found.add(reader.read(rows));
            }
            return found;
        }
    }

    static <T> Optional<T> one(Connection connection, String select, Reader<T> reader, Object... values) throws SQLException { return all(connection, select, reader, values).stream().findFirst(); }

    static int change(Connection connection, String sql, Object... values) throws SQLException {
        try (var statement = connection.prepareStatement(sql)) {
            set(statement, values);
            return statement.executeUpdate();
        }
    }

    private static void set(PreparedStatement statement, Object[] values) throws SQLException {
        for (int i = 0; i < values.length; i++) {
            switch (values[i]) {
                case Instant time -> statement.setObject(i + 1, LocalDateTime.ofInstant(time, ZoneOffset.UTC));
                case byte[] octets -> statement.setBytes(i + 1, octets);
                case Object other -> statement.setObject(i + 1, other);
            }
        }
    }

    static Instant time(ResultSet row, int column) throws SQLException { return row.getObject(column, LocalDateTime.class).toInstant(ZoneOffset.UTC); }

    /// Of [#ARTICLE].
    static Article article(ResultSet row) throws SQLException {
        return new Article(row.getLong(1), row.getLong(2), row.getLong(3), row.getLong(4), time(row, 5), row.getLong(6), row.getString(7), row.getString(8), row.getString(9), row.getLong(10), row.getLong(11), row.getLong(12), row.getInt(13));
    }
}
