package org.posthouse.database;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import jakarta.persistence.OptimisticLockException;
import jakarta.persistence.PersistenceException;
import jakarta.transaction.RollbackException;
import jakarta.transaction.UserTransaction;
import java.lang.reflect.Proxy;
import java.sql.SQLException;
import java.sql.SQLIntegrityConstraintViolationException;
import java.sql.SQLTransactionRollbackException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import org.junit.jupiter.api.Test;

class UnitOfWorkTest {
    private final List<String> calls = new ArrayList<>();
    private final Deque<Exception> commits = new ArrayDeque<>();
    private final UnitOfWork work = new UnitOfWork((UserTransaction) Proxy.newProxyInstance(getClass().getClassLoader(), new Class<?>[] {UserTransaction.class}, (_, method, _) -> {
        calls.add(method.getName());
        if (method.getName().equals("commit") && !commits.isEmpty()) throw commits.pop();
        return null;
    }));

    private String failing(Deque<RuntimeException> failures) {
        return work.call(() -> {
            if (!failures.isEmpty()) throw failures.pop();
            return "done";
        });
    }

    @Test void whatSucceedsIsCommittedOnce() {
        assertEquals("done", failing(new ArrayDeque<>()));
        assertEquals(List.of("begin", "commit"), calls);
    }

    @Test void collisionsAreTriedAgain() {
        var failures = new ArrayDeque<RuntimeException>(List.of(new OptimisticLockException(), new PersistenceException(new SQLTransactionRollbackException("deadlock", "40001")),
                new PersistenceException(new SQLIntegrityConstraintViolationException("duplicate", "23505"))));
        assertEquals("done", failing(failures));
        assertEquals(List.of("begin", "rollback", "begin", "rollback", "begin", "rollback", "begin", "commit"), calls);
    }

    @Test void whatIsToldAfterwardsIsToldOnceAndOnlyWhenItIsCommitted() {
        var told = new ArrayList<String>();
        commits.add((RollbackException) new RollbackException("").initCause(new OptimisticLockException()));
        work.run(() -> {
            AfterCommit.run(() -> told.add("kept"));
            assertEquals(List.of(), told);
        });
        assertThrows(IllegalArgumentException.class, () -> work.run(() -> {
            AfterCommit.run(() -> told.add("lost"));
            throw new IllegalArgumentException();
        }));
        AfterCommit.run(() -> told.add("at once"));
        assertEquals(List.of("kept", "at once"), told);
    }

    @Test void aCollisionAtCommitIsTriedAgain() {
        commits.add((RollbackException) new RollbackException("").initCause(new OptimisticLockException()));
        assertEquals("done", failing(new ArrayDeque<>()));
        assertEquals(List.of("begin", "commit", "begin", "commit"), calls, "a failed commit has ended its transaction");
    }

    @Test void afterFourTimesItIsEnough() {
        var failures = new ArrayDeque<RuntimeException>();
        for (int i = 0; i < 9; i++) failures.add(new OptimisticLockException());
        assertThrows(OptimisticLockException.class, () -> failing(failures));
        assertEquals(5, failures.size());
    }

    @Test void whatIsNoCollisionIsNotTriedAgain() {
        assertThrows(IllegalArgumentException.class, () -> failing(new ArrayDeque<>(List.of(new IllegalArgumentException("name")))));
        assertThrows(PersistenceException.class, () -> failing(new ArrayDeque<>(List.of(new PersistenceException(new SQLException("gone", "08001"))))));
        assertEquals(List.of("begin", "rollback", "begin", "rollback"), calls);
    }
}
