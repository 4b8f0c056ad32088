package org.posthouse.database;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import jakarta.inject.Inject;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.concurrent.atomic.AtomicInteger;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.Test;
import org.posthouse.container.HouseTest;
import org.posthouse.container.HouseThread;
import org.posthouse.container.Tables;

/// The pool, the migrations, and transactions that meet.
class DatabaseIT extends HouseTest {
    @Inject Database database;
    @Inject Durability durability;
    @Inject UnitOfWork unitOfWork;
    @Inject Tables tables;
    @Inject HouseThread threads;
    @Inject @ConfigProperty(name = "posthouse.database.url") String url;

    @Test void theServerIsWhatItSaysItIs() { assertEquals(url.startsWith("jdbc:h2:") ? Database.Kind.H2 : Database.Kind.MARIADB, database.kind()); }

    @Test void everyMigrationIsInAndASecondLookAddsNone() {
        long applied = tables.number("SELECT COUNT(*) FROM schema_history");
        assertEquals(0, tables.number("SELECT COUNT(*) FROM schema_history WHERE NOT success"));
        database.open();
        assertEquals(applied, tables.number("SELECT COUNT(*) FROM schema_history"));
    }

    @Test void everybodyReadsWhatIsCommitted() throws Exception {
        try (var connection = database.source().getConnection()) {
            assertEquals(Connection.TRANSACTION_READ_COMMITTED, connection.getTransactionIsolation());
        }
    }

    @Test void namesDifferByCaseAndAccent() {
        for (var name : new String[] {"keys", "Keys", "k\u00e9ys"}) unitOfWork.run(() -> insert(name));
        assertEquals(3, tables.number("SELECT COUNT(*) FROM domain_name WHERE domain_id = -7"));
        unitOfWork.run(() -> tables.change("DELETE FROM domain_name WHERE domain_id = -7"));
        unitOfWork.run(() -> tables.change("DELETE FROM domain WHERE id = -7"));
    }

    private void insert(String name) {
        if (tables.number("SELECT COUNT(*) FROM domain WHERE id = -7") == 0)
            tables.change("INSERT INTO domain (id, version, position, max_accounts, max_mailbox_bytes, max_messages, max_message_bytes) VALUES (-7, 0, 99, 0, 0, 0, 0)");
        tables.change("INSERT INTO domain_name (name, domain_id, position) VALUES ('" + name + "', -7, 1)");
    }

    @Test void whatThrowsLeavesNothing() {
        long before = version();
        assertThrows(IllegalArgumentException.class, () -> unitOfWork.run(() -> {
            count();
            throw new IllegalArgumentException("no");
        }));
        assertEquals(before, version());
    }

    @Test void whatTheDatabaseBrokeIsTriedAgain() {
        long before = version();
        var attempts = new AtomicInteger();
        unitOfWork.run(() -> {
            count();
            if (attempts.incrementAndGet() < 3) throw new IllegalStateException(new SQLException("deadlock", "40001"));
        });
        assertEquals(3, attempts.get());
        assertEquals(before + 1, version(), "two attempts were rolled back, one is in");
    }

    @Test void thoseWhoMakeTheSameRowAtOnceAllGetAnAnswer() {
        var made = new AtomicInteger();
        threads.together(8, _ -> {
            if (makeOnce()) made.incrementAndGet();
        });
        assertEquals(1, made.get());
        unitOfWork.run(() -> tables.change("DELETE FROM set_up WHERE id = 77"));
    }

    private boolean makeOnce() {
        return unitOfWork.call(() -> {
            if (tables.number("SELECT COUNT(*) FROM set_up WHERE id = 77") > 0) return false;
            tables.change("INSERT INTO set_up (id, code_hash, created) VALUES (77, '', CURRENT_TIMESTAMP)");
            return true;
        });
    }

    @Test void manyCommitsAtOnceCanBeMadeSafe() {
        threads.together(20, _ -> {
            unitOfWork.run(this::count);
            durability.await();
        });
    }

    private long version() { return tables.number("SELECT version FROM directory_version"); }

    private void count() { tables.change("UPDATE directory_version SET version = version + 1"); }
}
