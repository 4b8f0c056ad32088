package org.posthouse.database;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.sql.Connection;
import java.sql.SQLException;
import org.h2.jdbcx.JdbcDataSource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// A power cut between a change of the schema and the note of it.
class MigrationsTest {
    private final JdbcDataSource source = new JdbcDataSource();
    private Connection connection;

    @BeforeEach void open() throws SQLException {
        source.setURL("jdbc:h2:mem:migrations;MODE=MySQL;DATABASE_TO_LOWER=TRUE;CASE_INSENSITIVE_IDENTIFIERS=TRUE;NON_KEYWORDS=USER,VALUE");
        connection = source.getConnection();
    }

    @AfterEach void close() throws SQLException { connection.close(); }

    private long number(String query) throws SQLException {
        try (var statement = connection.createStatement(); var rows = statement.executeQuery(query)) {
            rows.next();
            return rows.getLong(1);
        }
    }

    private void change(String text) throws SQLException {
        try (var statement = connection.createStatement()) {
            statement.executeUpdate(text);
        }
    }

    /// A row, a table, an index, a column, and rows that are changed.
    @Test void aMigrationMayBeCutBeforeItIsNoted() throws SQLException {
        int all = new Migrations(source).run();
        var cut = "('0002', '0506', '0613', '0504', '0127')";
        change("DELETE FROM schema_history WHERE version IN " + cut);
        assertEquals(5, new Migrations(source).run());
        assertEquals(all, number("SELECT COUNT(*) FROM schema_history WHERE success AND version IS NOT NULL"));
        assertEquals(0, new Migrations(source).run());
    }

    @Test void oneThatFailedIsTriedAgain() throws SQLException {
        new Migrations(source).run();
        change("DROP TABLE chore_run");
        change("UPDATE schema_history SET success = FALSE WHERE script LIKE '%chore_run%'");
        assertTrue(new Migrations(source).run() > 0);
        assertEquals(0, number("SELECT COUNT(*) FROM chore_run"));
    }
}
