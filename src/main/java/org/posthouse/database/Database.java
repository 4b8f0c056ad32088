package org.posthouse.database;

import jakarta.annotation.Resource;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.SQLException;
import javax.sql.DataSource;
import org.flywaydb.core.api.FlywayException;

/// The database itself: what kind it is, whether it keeps its commits, and its schema.
@ApplicationScoped
public class Database {
    /// The one pool, defined in web.xml; its values come from the launcher through MicroProfile Config.
    public static final String SOURCE = "java:global/jdbc/posthouse";

    private static final System.Logger LOG = System.getLogger(Database.class.getName());

    /// What the server says it is; the driver's product name is no help, it calls MariaDB "MySQL".
    public enum Kind { H2, MYSQL, MARIADB }

    @Resource(lookup = Database.SOURCE)
    private DataSource source;
    private volatile Kind kind;

    /// Looks at the server and brings the schema up to date. Called once, before anything else reads a table.
    ///
    /// @throws DatabaseRefused it cannot be reached, would lose commits, or holds a schema this build does not know
    public void open() {
        try (var connection = source.getConnection()) {
            kind = kind(connection);
            if (kind != Kind.H2) insistOnDurableCommits(connection);
        } catch (SQLException unreachable) {
            throw new DatabaseRefused("The database cannot be opened: " + unreachable.getMessage(), unreachable);
        }
        try {
            int made = new Migrations(source).run();
            LOG.log(System.Logger.Level.INFO, "event=database-open kind={0} migrations={1}", kind, made);
        } catch (FlywayException | SQLException failed) {
            throw new DatabaseRefused("The database schema cannot be brought up to date: " + failed.getMessage().strip().replaceAll("\\s*\\R\\s*", " "), failed);
        }
    }

    public Kind kind() { return kind; }

    public DataSource source() { return source; }

    private static Kind kind(Connection connection) throws SQLException {
        if (connection.getMetaData().getDatabaseProductName().equals("H2")) return Kind.H2;
        var version = text(connection, "select version()");
        return version.toLowerCase(java.util.Locale.ROOT).contains("mariadb") ? Kind.MARIADB : Kind.MYSQL;
    }

    /// The checkpoint of the store passes a message as soon as its rows are committed here, so a commit must mean a sync.
    private static void insistOnDurableCommits(Connection connection) throws SQLException {
        var flush = text(connection, "select @@innodb_flush_log_at_trx_commit");
        if (!flush.equals("1"))
            throw new DatabaseRefused("The database may lose commits: innodb_flush_log_at_trx_commit is " + flush + ". Set it to 1 and start again.", null);
    }

    private static String text(Connection connection, String query) throws SQLException {
        try (var statement = connection.createStatement(); var rows = statement.executeQuery(query)) {
            rows.next();
            return rows.getString(1);
        }
    }
}
