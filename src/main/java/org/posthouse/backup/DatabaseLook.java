package org.posthouse.backup;

import java.io.PrintStream;
import java.sql.Connection;
import java.sql.SQLException;

/// Whether a database server is set so that the house can keep its promises: a line each, `ok`, `warning` or `problem` and a sentence.
final class DatabaseLook {
    private DatabaseLook() { }

    static int at(Load.Target target, PrintStream out) {
        try (var connection = target.connect()) {
            out.println("ok " + target.shown() + " answers, version " + text(connection, "SELECT VERSION()") + ".");
            if (Dump.isH2(connection)) return 0;
            if (!text(connection, "SELECT @@innodb_flush_log_at_trx_commit").equals("1")) out.println("problem It may lose commits: set innodb_flush_log_at_trx_commit=1, or the house does not start.");
            if (text(connection, "SELECT @@log_bin").equals("1") && !text(connection, "SELECT @@sync_binlog").equals("1")) out.println("warning Its binary log is not synced, so a replica may differ after a power cut: set sync_binlog=1.");
            if (Long.parseLong(text(connection, "SELECT @@max_allowed_packet")) < 4 << 20) out.println("warning max_allowed_packet is below 4 MB, which large batches need; set it to 16M.");
            if (text(connection, "SELECT @@innodb_doublewrite").matches("0|OFF")) out.println("warning innodb_doublewrite is off: a power cut can tear a page. Switch it on unless the disk writes pages whole.");
            if (Long.parseLong(text(connection, "SELECT @@innodb_buffer_pool_size")) < 128L << 20) out.println("warning innodb_buffer_pool_size is below 128 MB; a quarter of the memory is a good size.");
        } catch (SQLException failed) {
            out.println("problem " + target.shown() + " cannot be opened: " + failed.getMessage().strip().replaceAll("\\s*\\R\\s*", " ") + ". Is the server running, and are posthouse.database.user and .password right?");
        }
        return 0;
    }

    private static String text(Connection connection, String query) throws SQLException {
        try (var statement = connection.createStatement(); var rows = statement.executeQuery(query)) {
            return rows.next() ? String.valueOf(rows.getString(1)) : "";
        }
    }
}
