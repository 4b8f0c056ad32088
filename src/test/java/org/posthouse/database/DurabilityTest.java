package org.posthouse.database;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicInteger;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;
import org.posthouse.blackbox.Await;
import org.posthouse.database.Durability.NotDurable;

/// A database whose syncs the test lets happen one by one.
class DurabilityTest {
    private final AtomicInteger begun = new AtomicInteger();
    private final Semaphore allowed = new Semaphore(0);
    private volatile boolean broken;
    private volatile Database.Kind kind = Database.Kind.H2;
    private final Durability durability = new Durability();

    DurabilityTest() {
        durability.database = new Database() {
            @Override public Kind kind() { return kind; }

            @Override public DataSource source() { return DurabilityTest.this.proxy(DataSource.class); }
        };
    }

    private <T> T proxy(Class<T> type) {
        return type.cast(Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[] {type}, (_, method, args) -> switch (method.getName()) {
            case "getConnection" -> proxy(Connection.class);
            case "createStatement" -> proxy(Statement.class);
            case "execute" -> sync((String) args[0]);
            case "close" -> null;
            default -> throw new UnsupportedOperationException(method.getName());
        }));
    }

    private boolean sync(String sql) throws Exception {
        assertEquals("CHECKPOINT SYNC", sql);
        begun.incrementAndGet();
        allowed.acquire();
        if (broken) throw new SQLException("the disk is gone");
        return false;
    }

    private void begun(int count) throws Exception { Await.until(() -> "sync " + count + " begins", begun::get, seen -> seen == count); }

    @Test void thoseWhoCommittedDuringASyncShareTheNext() throws Exception {
        try (var sessions = Executors.newVirtualThreadPerTaskExecutor()) {
            var first = sessions.submit(durability::await);
            begun(1);
            var waiting = new ArrayList<Future<?>>();
            var arrived = new CountDownLatch(50);
            for (int i = 0; i < 50; i++) waiting.add(sessions.submit(() -> {
                arrived.countDown();
                durability.await();
            }));
            arrived.await();
            Await.until(() -> "all wait", durability::waiting, count -> count == 50);
            allowed.release();
            first.get();
            begun(2);
            assertEquals(0, waiting.stream().filter(Future::isDone).count(), "the sync under way may have begun before their commits");
            allowed.release();
            for (var one : waiting) one.get();
            assertEquals(2, begun.get());
        }
    }

    @Test void aFailedSyncPromisesNothingAndTheNextIsTriedAfresh() throws Exception {
        try (var sessions = Executors.newVirtualThreadPerTaskExecutor()) {
            broken = true;
            var leader = sessions.submit(durability::await);
            begun(1);
            var follower = sessions.submit(durability::await);
            Await.until(() -> "the follower waits", durability::waiting, count -> count == 1);
            allowed.release();
            assertEquals(NotDurable.class, assertThrows(Exception.class, leader::get).getCause().getClass());
            begun(2);
            broken = false;
            allowed.release();
            follower.get();
        }
    }

    @Test void whatInnoDbCommittedIsSafeAlready() {
        for (var server : List.of(Database.Kind.MYSQL, Database.Kind.MARIADB)) {
            kind = server;
            durability.await();
        }
        assertEquals(0, begun.get());
    }
}
