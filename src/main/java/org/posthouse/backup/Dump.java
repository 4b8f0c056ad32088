package org.posthouse.backup;

import java.io.BufferedOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.zip.GZIPOutputStream;

/// The rows of all tables as one consistent read sees them, in a form that goes into H2 and MariaDB alike. The schema is not in it: its migrations make it again.
///
/// Gzip around: `PHDUMP1`, the migrations that were applied, then for each table its name, its columns, and rows of tagged values behind a 1, ended by a 0; an empty table name ends the dump.
public final class Dump implements AutoCloseable {
    static final String MAGIC = "PHDUMP1";
    static final String HISTORY = "schema_history";
    static final byte NULL = 0;
    static final byte LONG = 1;
    static final byte TEXT = 2;
    static final byte OCTETS = 3;
    static final byte REAL = 4;
    private static final int FETCH = 500;

    private final Connection connection;
    private final boolean h2;
    private final List<String> versions;

    private Dump(Connection connection, boolean h2) throws SQLException {
        this.connection = connection;
        this.h2 = h2;
        versions = versions(connection);                                    // the first read: the snapshot is of this moment
    }

    /// Fixes the moment.
    public static Dump begin(String url, String user, String password) throws BackupTrouble {
        try {
            return begin(Load.open(url, user, password));
        } catch (SQLException failed) {
            throw new BackupTrouble("The database cannot be read: " + failed.getMessage(), failed);
        }
    }

    /// The connection is the dump's from here on.
    static Dump begin(Connection connection) throws SQLException {
        try {
            boolean h2 = isH2(connection);
            try (var statement = connection.createStatement()) {
                if (h2) {
                    statement.execute("SET SESSION CHARACTERISTICS AS TRANSACTION ISOLATION LEVEL SNAPSHOT");
                    statement.execute("SET LAZY_QUERY_EXECUTION 1");        // rows of a large table must not stand in memory
                    connection.setAutoCommit(false);
                } else {
                    statement.execute("SET SESSION TRANSACTION ISOLATION LEVEL REPEATABLE READ");
                    connection.setAutoCommit(false);
                    statement.execute("START TRANSACTION WITH CONSISTENT SNAPSHOT");
                }
            }
            return new Dump(connection, h2);
        } catch (SQLException | RuntimeException failed) {
            connection.close();
            throw failed;
        }
    }

    static boolean isH2(Connection connection) throws SQLException { return connection.getMetaData().getDatabaseProductName().equals("H2"); }

    public String kind() { return h2 ? "h2" : "mariadb"; }

    /// The newest migration.
    public String schema() { return versions.isEmpty() ? "none" : versions.getLast(); }

    static List<String> versions(Connection connection) throws SQLException {
        var versions = new ArrayList<String>();
        try (var statement = connection.createStatement(); var rows = statement.executeQuery("SELECT version FROM " + HISTORY + " WHERE version IS NOT NULL ORDER BY installed_rank")) {
            while (rows.next()) versions.add(rows.getString(1));
        }
        versions.sort(java.util.Comparator.naturalOrder());                 // four digits each
        return List.copyOf(versions);
    }

    static Set<String> tables(Connection connection) throws SQLException {
        var tables = new TreeSet<String>();
        boolean h2 = isH2(connection);
        try (var rows = connection.getMetaData().getTables(connection.getCatalog(), h2 ? connection.getSchema() : null, "%", new String[] {"TABLE", "BASE TABLE"})) {
            while (rows.next()) tables.add(rows.getString("TABLE_NAME").toLowerCase(java.util.Locale.ROOT));
        }
        tables.remove(HISTORY);
        return tables;
    }

    /// @return rows written
    long write(OutputStream to) throws IOException, SQLException {
        long rows = 0;
        var zipped = new GZIPOutputStream(to, 64 << 10);
        var out = new DataOutputStream(new BufferedOutputStream(zipped, 64 << 10));
        out.writeUTF(MAGIC);
        out.writeUTF(String.join(" ", versions));
        for (var table : tables(connection)) rows += write(table, out);
        out.writeUTF("");
        out.flush();
        zipped.finish();
        return rows;
    }

    private long write(String table, DataOutputStream out) throws SQLException, IOException {
        try (var statement = connection.createStatement(ResultSet.TYPE_FORWARD_ONLY, ResultSet.CONCUR_READ_ONLY)) {
            statement.setFetchSize(h2 ? FETCH : Integer.MIN_VALUE);         // Connector/J: row by row
            try (var rows = statement.executeQuery("SELECT * FROM " + table)) {
                var columns = rows.getMetaData();
                int width = columns.getColumnCount();
                out.writeUTF(table);
                out.writeInt(width);
                var kinds = new byte[width];
                for (int i = 0; i < width; i++) {
                    out.writeUTF(columns.getColumnName(i + 1).toLowerCase(java.util.Locale.ROOT));
                    kinds[i] = kind(columns.getColumnType(i + 1));
                }
                long count = 0;
                for (; rows.next(); count++) {
                    out.writeByte(1);
                    for (int i = 0; i < width; i++) value(rows, i + 1, kinds[i], out);
                }
                out.writeByte(0);
                return count;
            }
        }
    }

    private static byte kind(int type) {
        return switch (type) {
            case Types.BIT, Types.BOOLEAN, Types.TINYINT, Types.SMALLINT, Types.INTEGER, Types.BIGINT -> LONG;
            case Types.BINARY, Types.VARBINARY, Types.LONGVARBINARY, Types.BLOB -> OCTETS;
            case Types.REAL, Types.FLOAT, Types.DOUBLE -> REAL;
            default -> TEXT;                                                // also times: as the house's own sessions read and write them
        };
    }

    private static void value(ResultSet rows, int column, byte kind, DataOutputStream out) throws SQLException, IOException {
        switch (kind) {
            case LONG -> {
                long value = rows.getLong(column);
                out.writeByte(rows.wasNull() ? NULL : LONG);
                if (!rows.wasNull()) out.writeLong(value);
            }
            case REAL -> {
                double value = rows.getDouble(column);
                out.writeByte(rows.wasNull() ? NULL : REAL);
                if (!rows.wasNull()) out.writeDouble(value);
            }
            default -> {
                var octets = kind == OCTETS ? rows.getBytes(column) : text(rows.getString(column));
                out.writeByte(octets == null ? NULL : kind);
                if (octets == null) return;
                out.writeInt(octets.length);
                out.write(octets);
            }
        }
    }

    private static byte[] text(String text) { return text == null ? null : text.getBytes(java.nio.charset.StandardCharsets.UTF_8); }

    @Override public void close() throws IOException {
        try (connection) {
            connection.rollback();
        } catch (SQLException failed) {
            throw new BackupTrouble("The database cannot be left: " + failed.getMessage(), failed);
        }
    }
}
