package org.posthouse.database;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.Locale;
import java.util.Set;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.FlywayException;
import org.flywaydb.core.api.MigrationState;

/// Brings the schema up to date, also where that was cut short before. Neither database changes its schema and notes it in one transaction: after a power cut between the two the change is there and nothing says so. Each
/// migration is one statement, so what it makes is there wholly or not at all, and one that failed changed nothing.
final class Migrations {
    private static final System.Logger LOG = System.getLogger(Migrations.class.getName());
    private static final String FOLDER = "db/migration";
    private static final String HISTORY = "schema_history";
    private static final Set<MigrationState> FUTURE = Set.of(MigrationState.FUTURE_SUCCESS, MigrationState.FUTURE_FAILED, MigrationState.MISSING_SUCCESS, MigrationState.MISSING_FAILED);
    /// Table, index, column or constraint: of H2, then of MariaDB.
    private static final Set<Integer> THERE = Set.of(42101, 42111, 42121, 90045, 1050, 1060, 1061, 1826);
    private static final Set<Integer> ROW_THERE = Set.of(23505, 1062);
    private static final Set<Integer> GONE = Set.of(42102, 42112, 42122, 1051, 1091);

    private final DataSource source;
    private final Flyway flyway;

    Migrations(DataSource source) {
        this.source = source;
        flyway = Flyway.configure(Migrations.class.getClassLoader()).dataSource(source).locations("classpath:" + FOLDER).table(HISTORY).outOfOrder(true).load();                 // numbers are given by topic, not by time
    }

    /// @return how many were made or found made
    /// @throws FlywayException one fails
    int run() throws SQLException {
        refuseTheFuture();
        if (Arrays.stream(flyway.info().all()).anyMatch(migration -> migration.getState() == MigrationState.FAILED)) change("DELETE FROM " + HISTORY + " WHERE success = FALSE");
        int before = flyway.info().applied().length;
        while (true) {
            try {
                flyway.migrate();
                return flyway.info().applied().length - before;
            } catch (FlywayException failed) {
                if (!wasMade(failed)) throw failed;
                change("UPDATE " + HISTORY + " SET success = TRUE WHERE success = FALSE");
            }
        }
    }

    /// Expand, then contract: what a newer version only added, an older one does not see, and its migration says so by a name that begins with `expand`. Anything else may have taken away what this version reads.
    private void refuseTheFuture() {
        var strange = Arrays.stream(flyway.info().all()).filter(migration -> FUTURE.contains(migration.getState()) && !migration.getDescription().startsWith("expand")).findFirst();
        if (strange.isPresent())
            throw new DatabaseRefused("The database was changed by a newer version of Posthouse (schema " + strange.get().getVersion() + "). Start that version, or restore a backup that this one made.", null);
    }

    /// Whether the one that failed had been made already, which an earlier start did not live to note.
    private boolean wasMade(FlywayException failed) {
        var failure = Arrays.stream(flyway.info().all()).filter(migration -> migration.getState() == MigrationState.FAILED).findFirst();
        if (failure.isEmpty()) return false;
        var statement = statement(failure.get().getScript());
        boolean made = code(failed, statement.startsWith("insert") ? ROW_THERE : statement.startsWith("drop") || statement.contains(" drop ") ? GONE : THERE);
        if (made) LOG.log(System.Logger.Level.WARNING, "event=migration-was-made version={0}", failure.get().getVersion());
        return made;
    }

    private static boolean code(Throwable failed, Set<Integer> codes) {
        for (var cause = failed; cause != null; cause = cause.getCause()) if (cause instanceof SQLException sql && codes.contains(sql.getErrorCode())) return true;
        return false;
    }

    private static String statement(String script) {
        try (InputStream in = Migrations.class.getClassLoader().getResourceAsStream(FOLDER + "/" + script)) {
            return in == null ? "" : new String(in.readAllBytes(), StandardCharsets.UTF_8).replaceAll("(?m)^--.*$", "").strip().toLowerCase(Locale.ROOT);
        } catch (IOException unreadable) {
            return "";
        }
    }

    private void change(String statement) throws SQLException {
        try (var connection = source.getConnection(); var change = connection.createStatement()) {
            change.executeUpdate(statement);
            if (!connection.getAutoCommit()) connection.commit();
        }
    }
}
