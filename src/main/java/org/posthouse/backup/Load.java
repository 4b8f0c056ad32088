package org.posthouse.backup;

import java.io.IOException;
import java.sql.BatchUpdateException;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.TreeSet;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.FlywayException;
import org.posthouse.mailbox.Folders;

/// Puts a dump into an empty database: its migrations first, then its rows.
final class Load {
    private static final int BATCH = 500;

    private Load() { }

    /// How to reach a database.
    record Target(String url, String user, String password) {
        Connection connect() throws SQLException { return open(url, user, password); }

        /// Parameters may hold passwords.
        String shown() { return url.replaceFirst("[?;].*", ""); }
    }

    /// DriverManager looks for drivers once in the life of a JVM, and gives each class loader only what that one registered: a second command in one JVM would find none.
    static Connection open(String url, String user, String password) throws SQLException {
        try {
            Class.forName(url.startsWith("jdbc:h2:") ? "org.h2.Driver" : "com.mysql.cj.jdbc.Driver", true, Load.class.getClassLoader());
        } catch (ClassNotFoundException none) {
            throw new SQLException("there is no driver for " + url.replaceFirst("[?;].*", ""), none);
        }
        return DriverManager.getConnection(url, user, password);
    }

    /// @return rows written
    static long into(Target target, DumpReader dump) throws IOException {
        try (var connection = target.connect()) {
            if (!Dump.tables(connection).isEmpty()) throw new BackupTrouble("The database " + target.shown() + " is not empty; a restore writes over nothing. Name an empty one with posthouse.database.url, remove the new home and restore again.");
            migrate(target, dump);
            return fill(connection, dump);
        } catch (SQLException failed) {
            throw new BackupTrouble("The database " + target.shown() + " cannot be filled: " + failed.getMessage().strip().replaceAll("\\s*\\R\\s*", " "), failed);
        }
    }

    /// Drops all tables of a database.
    static void empty(Target target) throws BackupTrouble {
        try (var connection = target.connect(); var statement = connection.createStatement()) {
            statement.execute(Dump.isH2(connection) ? "SET REFERENTIAL_INTEGRITY FALSE" : "SET FOREIGN_KEY_CHECKS = 0");
            for (var table : Dump.tables(connection)) statement.execute("DROP TABLE " + table);
            statement.execute("DROP TABLE IF EXISTS " + Dump.HISTORY);
        } catch (SQLException failed) {
            throw new BackupTrouble("The database " + target.shown() + " cannot be emptied: " + failed.getMessage(), failed);
        }
    }

    private static void migrate(Target target, DumpReader dump) throws BackupTrouble {
        if (dump.versions().isEmpty()) throw new BackupTrouble("The dump of the database has no schema.");
        try {
            var flyway = Flyway.configure(Load.class.getClassLoader()).dataSource(target.url(), target.user(), target.password()).locations("classpath:db/migration").table(Dump.HISTORY).outOfOrder(true)
                    .target(dump.versions().getLast()).load();
            var known = new TreeSet<String>();
            for (var migration : flyway.info().all()) if (migration.getVersion() != null) known.add(migration.getVersion().getVersion());
            var strange = dump.versions().stream().filter(version -> !known.contains(version.replaceFirst("^0+(?=.)", "")) && !known.contains(version)).findFirst();
            if (strange.isPresent()) throw new BackupTrouble("The backup was made by a newer version of Posthouse (schema " + dump.versions().getLast() + "); restore it with that version.");
            flyway.migrate();
        } catch (FlywayException failed) {
            throw new BackupTrouble("The schema of the database cannot be made: " + failed.getMessage().strip().replaceAll("\\s*\\R\\s*", " "), failed);
        }
    }

    private static long fill(Connection connection, DumpReader dump) throws SQLException, IOException {
        boolean h2 = Dump.isH2(connection);
        long rows = 0;
        connection.setAutoCommit(false);
        try (var statement = connection.createStatement()) {
            statement.execute(h2 ? "SET REFERENTIAL_INTEGRITY FALSE" : "SET FOREIGN_KEY_CHECKS = 0");          // rows come table by table
            for (var table = dump.table(); table != null; table = dump.table()) {
                statement.executeUpdate("DELETE FROM " + table);                                              // what its migrations put there
                rows += fill(connection, table, dump);
            }
            // Clients may have seen UIDs and change numbers that were given out after the backup; none comes again.
            statement.executeUpdate("UPDATE folder SET next_uid = next_uid + " + Folders.UID_JUMP + ", highest_modseq = highest_modseq + " + Folders.UID_JUMP);
            connection.commit();
            statement.execute(h2 ? "SET REFERENTIAL_INTEGRITY TRUE" : "SET FOREIGN_KEY_CHECKS = 1");
            if (h2) statement.execute("CHECKPOINT SYNC");
        }
        return rows;
    }

    private static long fill(Connection connection, String table, DumpReader dump) throws SQLException, IOException {
        var columns = dump.columns();
        long rows = 0;
        try (var insert = connection.prepareStatement("INSERT INTO " + table + " (" + String.join(", ", columns) + ") VALUES (" + "?, ".repeat(columns.size() - 1) + "?)")) {
            for (var row = dump.row(); row != null; row = dump.row()) {
                for (int i = 0; i < row.length; i++) set(insert, i + 1, row[i]);
                insert.addBatch();
                if (++rows % BATCH == 0) {
                    insert.executeBatch();
                    connection.commit();
                }
            }
            if (rows % BATCH != 0) insert.executeBatch();
            connection.commit();
            return rows;
        } catch (BatchUpdateException failed) {
            throw new SQLException("table " + table + ": " + failed.getMessage() + " " + Arrays.stream(failed.getUpdateCounts()).filter(count -> count >= 0).count(), failed);
        }
    }

    private static void set(PreparedStatement insert, int at, Object value) throws SQLException {
        switch (value) {
            case null -> insert.setObject(at, null);
            case Long number -> insert.setLong(at, number);
            case Double number -> insert.setDouble(at, number);
            case byte[] octets -> insert.setBytes(at, octets);
            default -> insert.setString(at, value.toString());
        }
    }
}
