package org.posthouse.security;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(20) class HashGateTest {
    @Test void noMoreRunThanThereArePlaces() throws Exception {
        var gate = new HashGate(2, 100, Duration.ofSeconds(10));
        var now = new AtomicInteger();
        var most = new AtomicInteger();
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var all = new ArrayList<java.util.concurrent.Future<?>>();
            for (int i = 0; i < 60; i++) {
                boolean urgent = i % 2 == 0;
                all.add(threads.submit(() -> urgent ? gate.atOnce(() -> work(now, most)).orElseThrow() : gate.inTurn(() -> work(now, most))));
            }
            for (var one : all) one.get();
        }
        assertEquals(2, most.get());
        assertEquals(0, now.get());
    }

    @Test void aFullQueueTurnsAwayAtOnceAndAWaitHasAnEnd() throws Exception {
        var gate = new HashGate(1, 1, Duration.ofMillis(200));
        var release = new CountDownLatch(1);
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var holder = threads.submit(() -> gate.atOnce(() -> await(release)));
            until(() -> gate.running() == 1);
            var waiter = threads.submit(() -> gate.atOnce(() -> "too late"));
            until(() -> gate.waiting() == 1);
            assertEquals(Optional.empty(), gate.atOnce(() -> "queue is full"));
            assertEquals(Optional.empty(), waiter.get());
            release.countDown();
            assertEquals(Optional.of("held"), holder.get());
        }
        assertEquals(Optional.of("free"), gate.atOnce(() -> "free"));
    }

    @Test void peopleGoBeforeImports() throws Exception {
        var gate = new HashGate(1, 10, Duration.ofSeconds(10));
        var release = new CountDownLatch(1);
        var order = Collections.synchronizedList(new ArrayList<String>());
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            threads.submit(() -> gate.atOnce(() -> await(release)));
            until(() -> gate.running() == 1);
            var importer = threads.submit(() -> gate.inTurn(() -> order.add("import")));
            var person = threads.submit(() -> gate.atOnce(() -> order.add("person")));
            until(() -> gate.waiting() == 1);
            release.countDown();
            importer.get();
            person.get();
        }
        assertEquals("person", order.getFirst());
    }

    @Test void aHashThatFailsGivesItsPlaceBack() {
        var gate = new HashGate(1, 1, Duration.ofMillis(50));
        assertThrows(IllegalStateException.class, () -> gate.atOnce(() -> { throw new IllegalStateException(); }));
        assertThrows(IllegalStateException.class, () -> gate.inTurn(() -> { throw new IllegalStateException(); }));
        assertTimeoutPreemptively(Duration.ofSeconds(5), () -> assertEquals("done", gate.inTurn(() -> "done")));
    }

    private static String work(AtomicInteger now, AtomicInteger most) {
        most.accumulateAndGet(now.incrementAndGet(), Math::max);
        for (int i = 0; i < 200; i++) Thread.yield();
        now.decrementAndGet();
        return "done";
    }

    private static String await(CountDownLatch latch) {
        try {
            latch.await();
            return "held";
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private static void until(java.util.function.BooleanSupplier condition) {
        while (!condition.getAsBoolean()) Thread.onSpinWait();
    }
}
