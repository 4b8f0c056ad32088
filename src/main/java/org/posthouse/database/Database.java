package org.posthouse.database;

import jakarta.annotation.Resource;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.Set;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.FlywayException;
import org.flywaydb.core.api.MigrationState;

/// The database itself: what kind it is, whether it keeps its commits, and its schema.
@ApplicationScoped
public class Database {
    /// The one pool, defined in web.xml; its values come from the launcher through MicroProfile Config.
    public static final String SOURCE = "java:global/jdbc/posthouse";

    private static final System.Logger LOG = System.getLogger(Database.class.getName());

    private static final Set<MigrationState> FUTURE = Set.of(MigrationState.FUTURE_SUCCESS, MigrationState.FUTURE_FAILED, MigrationState.MISSING_SUCCESS, MigrationState.MISSING_FAILED);

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
            var flyway = Flyway.configure(Database.class.getClassLoader()).dataSource(source).locations("classpath:db/migration")
                    .table("schema_history").outOfOrder(true).load();                 // numbers are given by topic, not by time
            refuseTheFuture(flyway);
            var result = flyway.migrate();
            LOG.log(System.Logger.Level.INFO, "event=database-open kind={0} migrations={1}", kind, result.migrationsExecuted);
        } catch (FlywayException failed) {
            throw new DatabaseRefused("The database schema cannot be brought up to date: " + failed.getMessage().strip().replaceAll("\\s*\\R\\s*", " "), failed);
        }
    }

    /// Expand, then contract: what a newer version only added, an older one does not see, and its migration says so by a name that begins with `expand`. Anything else may have taken away what this version reads.
    private static void refuseTheFuture(Flyway flyway) {
        var strange = Arrays.stream(flyway.info().all()).filter(migration -> FUTURE.contains(migration.getState()) && !migration.getDescription().startsWith("expand")).findFirst();
        if (strange.isPresent())
            throw new DatabaseRefused("The database was changed by a newer version of Posthouse (schema " + strange.get().getVersion() + "). Start that version, or restore a backup that this one made.", null);
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
