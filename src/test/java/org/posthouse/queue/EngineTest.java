package org.posthouse.queue;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.posthouse.blackbox.Await;
import org.posthouse.queue.Delivery.State;
import org.posthouse.queue.TestQueue.Way;

/// What becomes of rows, with transports that do as the test says.
@Timeout(30) class EngineTest {
    private static final Remark OK = new Remark("mx.test", 250, "2.0.0", "taken", "plain");
    private static final Remark BUSY = new Remark("mx.test", 451, "4.2.0", "come back later", "plain");
    private static final Remark UNKNOWN = new Remark("mx.test", 550, "5.1.1", "nobody here", "plain");
    private static final Remark DEAD = Remark.own("4.4.1", "no answer");

    private final List<String> seen = new CopyOnWriteArrayList<>();

    /// Answers each recipient alike.
    private Way answering(Function<Delivery, Outcome> answer) {
        return new Way("smtp", run -> {
            for (var load = run.next(); load.isPresent(); load = run.next()) {
                var outcomes = new java.util.HashMap<Delivery, Outcome>();
                for (var delivery : load.get().deliveries()) {
                    seen.add(delivery.recipient());
                    outcomes.put(delivery, answer.apply(delivery));
                }
                run.settle(load.get(), outcomes);
            }
        });
    }

    private static Outcome done(Delivery delivery) { return new Outcome.Done(OK, true); }

    private static void untilEmpty(TestQueue queue) throws Exception { Await.until(() -> "the queue is empty", () -> queue.count("TRUE"), left -> left == 0); }

    private void untilSeen(int count) throws Exception { Await.until(() -> "attempts: " + seen, seen::size, now -> now == count); }

    @Test void whatIsCommittedLeavesAtOnceAndOnce() throws Exception {
        try (var queue = new TestQueue(answering(EngineTest::done)).start()) {
            var message = queue.message();
            queue.add(message, "a@one.test", "b@one.test", "c@two.test");
            untilEmpty(queue);
            assertEquals(List.of("a@one.test", "b@one.test", "c@two.test"), seen.stream().sorted().toList());
        }
    }

    @Test void theSameCopyIsPassedOver() throws Exception {
        try (var queue = new TestQueue(answering(EngineTest::done))) {
            var message = queue.message();
            queue.add(message, "a@one.test", "b@one.test");
            queue.add(message, "a@one.test", "b@one.test", "c@one.test");
            assertEquals(List.of("a@one.test", "b@one.test", "c@one.test"), queue.all().stream().map(Delivery::recipient).toList());
        }
    }

    @Test void itIsTriedAgainWhenItsScheduleSaysSoAndReportedWhenItsTimeIsOver() throws Exception {
        try (var queue = new TestQueue(answering(_ -> new Outcome.Later(BUSY))).start()) {
            var begin = queue.clock.instant();
            queue.add(queue.message(), "a@one.test");
            untilSeen(1);
            var at = new ArrayList<Long>();
            for (int attempt = 2; attempt <= 6; attempt++) {
                Await.until(() -> "it waits", () -> queue.count("state = 0"), waiting -> waiting == 1);
                var next = queue.all().getFirst().nextAttempt();
                assertEquals(BUSY, queue.all().getFirst().last());
                at.add(Duration.between(begin, next).toMinutes());
                queue.pass(Duration.between(queue.clock.instant(), next).minusMillis(1));
                queue.pass(Duration.ofMillis(1));
                untilSeen(attempt);
            }
            assertEquals(List.of(5L, 20L, 50L, 110L, 230L), at);
            queue.pass(Duration.ofDays(6));
            untilEmpty(queue);
            assertEquals(List.of("Expired a@one.test come back later"), queue.told);
            assertEquals(7, seen.size());
        }
    }

    @Test void eachRecipientHasItsOwnEnd() throws Exception {
        try (var queue = new TestQueue(answering(delivery -> switch (delivery.recipient().charAt(0)) {
            case 'a' -> new Outcome.Done(OK, true);
            case 'b' -> new Outcome.Later(BUSY);
            default -> new Outcome.Never(UNKNOWN);
        })).start()) {
            queue.add(queue.message(), "a@one.test", "b@one.test", "c@one.test");
            Await.until(() -> "one is left", () -> queue.count("state = 0"), left -> left == 1);
            Await.until(() -> "one is left", () -> queue.count("TRUE"), left -> left == 1);
            assertEquals("b@one.test", queue.all().getFirst().recipient());
            assertEquals(List.of("Never c@one.test nobody here"), queue.told);
        }
    }

    @Test void aDestinationThatDoesNotAnswerIsAskedOnceForAllItsRows() throws Exception {
        var runs = new Semaphore(0);
        try (var queue = new TestQueue(new Way("smtp", run -> {
            runs.release();
            run.unreachable(DEAD);
        }))) {
            var consignments = new ArrayList<Consignment>();
            for (int i = 0; i < 3000; i++) consignments.add(TestQueue.to(queue.message(), 0, "r" + i + "@dead.test"));
            queue.add(consignments);
            queue.start();
            Await.until(() -> "all wait", () -> queue.count("state = 0 AND attempts = 1 AND last_text = 'no answer'"), moved -> moved == 3000);
            assertEquals(1, runs.availablePermits());
            queue.add(queue.message(), "late@dead.test");
            Await.until(() -> "it rests with the others", () -> {
                queue.pass(Duration.ZERO);
                return queue.count("attempts = 0 AND last_text = 'no answer'");
            }, rests -> rests == 1);
            assertEquals(1, runs.availablePermits(), "nobody asks while it rests");
            queue.pass(Duration.ofMinutes(1));
            Await.until(() -> "it is asked again", runs::availablePermits, asked -> asked == 2);
            Await.until(() -> "the late one was tried", () -> queue.count("attempts = 1"), tried -> tried == 3001);
        }
    }

    @Test void aTransportThatBreaksDelaysTheMessageInHandOnly() throws Exception {
        try (var queue = new TestQueue(new Way("smtp", run -> {
            for (var load = run.next(); load.isPresent(); load = run.next()) {
                if (load.get().deliveries().getFirst().recipient().startsWith("poison")) throw new IllegalStateException("cannot bear it");
                run.settle(load.get(), Map.of(load.get().deliveries().getFirst(), new Outcome.Done(OK, true)));
            }
        }))) {
            for (var who : List.of("a", "poison", "b", "c")) queue.add(queue.message(), who + "@one.test");
            queue.start();
            Await.until(() -> "the others are through", () -> queue.count("TRUE"), left -> left == 1);
            Await.until(() -> "it waits", () -> queue.count("state = 0 AND attempts = 1"), waits -> waits == 1);
            assertEquals("poison@one.test", queue.all().getFirst().recipient());
        }
    }

    @Test void actionsLeaveAloneWhatARunHas() throws Exception {
        var carried = new CountDownLatch(1);
        var go = new CountDownLatch(1);
        try (var queue = new TestQueue(new Way("smtp", run -> {
            var load = run.next().orElseThrow();
            carried.countDown();
            go.await();
            run.settle(load, Map.of(load.deliveries().getFirst(), new Outcome.Done(OK, true)));
        })).start()) {
            queue.add(queue.message(), "a@one.test");
            carried.await();
            var ids = queue.ids();
            assertEquals(0, queue.work.call(() -> queue.actions.remove(ids, "me") + queue.actions.hold(ids, "no", "me") + queue.actions.retry(ids, "me") + queue.actions.giveUp(ids, UNKNOWN)
                    + queue.actions.send(ids, "other.test", "me") + queue.actions.release(ids, "me")));
            assertEquals(State.TRYING, queue.all().getFirst().state());
            go.countDown();
            untilEmpty(queue);
        }
    }

    @Test void peopleSteerWhatWaits() throws Exception {
        try (var queue = new TestQueue(answering(delivery -> delivery.destination().equals("mx:good.test") ? new Outcome.Done(OK, true) : new Outcome.Later(BUSY))).start()) {
            queue.add(queue.message(), "a@bad.test");
            untilSeen(1);
            Await.until(() -> "it waits", () -> queue.count("state = 0 AND attempts = 1"), waits -> waits == 1);
            var ids = queue.ids();
            queue.work.run(() -> queue.actions.retry(ids, "me"));
            untilSeen(2);
            Await.until(() -> "it waits", () -> queue.count("state = 0 AND attempts = 2"), waits -> waits == 1);
            assertEquals(1, queue.work.call(() -> queue.actions.hold(ids, "let me look", "me")));
            queue.pass(Duration.ofDays(1));
            assertEquals("let me look", queue.all().getFirst().hold());
            assertEquals(1, queue.work.call(() -> queue.actions.release(ids, "me")));
            untilSeen(3);
            Await.until(() -> "it waits", () -> queue.count("state = 0 AND attempts = 3"), waits -> waits == 1);
            assertEquals(1, queue.work.call(() -> queue.actions.send(ids, "good.test", "me")));
            untilEmpty(queue);
            queue.add(queue.message(), "b@bad.test");
            untilSeen(5);
            Await.until(() -> "it waits", () -> queue.count("state = 0 AND attempts = 1"), waits -> waits == 1);
            assertEquals(1, queue.work.call(() -> queue.actions.giveUp(queue.ids(), Remark.own("5.0.0", "enough"))));
            untilEmpty(queue);
            assertEquals(List.of("Never b@bad.test enough"), queue.told);
            assertEquals(5, seen.size());
        }
    }

    @Test void whatIsDurableComesBeforeTheNextMessageOfAConnection() throws Exception {
        var steps = new CopyOnWriteArrayList<String>();
        try (var queue = new TestQueue()) {
            queue.with(new Way("smtp", run -> {
                for (var load = run.next(); load.isPresent(); load = run.next()) {
                    steps.add("sent " + load.get().deliveries().getFirst().recipient());
                    queue.atSync.add(() -> steps.add("durable, rows left " + queue.count("TRUE")));
                    run.settle(load.get(), Map.of(load.get().deliveries().getFirst(), new Outcome.Done(OK, true)));
                    steps.add("settled");
                }
            }));
            queue.add(queue.message(), "a@one.test");
            queue.add(queue.message(), "b@one.test");
            queue.start();
            untilEmpty(queue);
            Await.until(() -> "both are settled", steps::size, size -> size == 6);
            assertEquals(List.of("sent a@one.test", "durable, rows left 1", "settled", "sent b@one.test", "durable, rows left 0", "settled"), steps);
        }
    }

    @Test void anEndThatNobodyCouldBeToldOfIsAnEndLater() throws Exception {
        try (var queue = new TestQueue(answering(_ -> new Outcome.Never(UNKNOWN)))) {
            var good = queue.endings;
            queue.endings = new Endings() {
                @Override public Map<Delivery, String> ended(Load load, Map<Delivery, Outcome> outcomes) { throw new IllegalStateException("the disk is full"); }

                @Override public java.util.Set<Delivery> late(Load load) { return java.util.Set.of(); }
            };
            queue.start();
            queue.add(queue.message(), "a@one.test");
            Await.until(() -> "it waits", () -> queue.count("state = 0 AND attempts = 1"), waits -> waits == 1);
            assertEquals(List.of(), queue.told);
            queue.endings = good;
            queue.pass(Duration.ofMinutes(5));
            untilEmpty(queue);
            assertEquals(List.of("Never a@one.test nobody here"), queue.told);
        }
    }

    @Test void aDatabaseThatIsAwayForgetsNothingThatWasSaid() throws Exception {
        var sent = new CountDownLatch(1);
        try (var queue = new TestQueue()) {
            queue.with(new Way("smtp", run -> {
                var load = run.next().orElseThrow();
                seen.add(load.deliveries().getFirst().recipient());
                queue.away = true;
                sent.countDown();
                run.settle(load, Map.of(load.deliveries().getFirst(), new Outcome.Done(OK, true)));
            }));
            queue.add(queue.message(), "a@one.test");
            queue.start();
            sent.await();
            Thread.sleep(100);
            queue.away = false;
            untilEmpty(queue);
            assertEquals(List.of("a@one.test"), seen);
        }
    }

    @Test void whatALocalDeliveryWritesIsWrittenWithItsEnd() throws Exception {
        try (var queue = new TestQueue(new Way("mailbox", run -> {
            for (var load = run.next(); load.isPresent(); load = run.next()) {
                var delivery = load.get().deliveries().getFirst();
                run.settle(load.get(), Map.of(delivery, new Outcome.Done(OK, true)), () -> seen.add(delivery.recipient()));
            }
        })).start()) {
            var one = TestQueue.to(queue.message(), 0, "a@here.test");
            queue.add(List.of(new Consignment(one.record(), 0, one.sender(), one.recipient(), one.original(), one.notifies(), "", 0, "mailbox", "", new byte[0], "held for a look")));
            queue.pass(Duration.ofHours(1));
            assertEquals(List.of(), seen);
            queue.work.run(() -> queue.actions.release(queue.ids(), "me"));
            untilEmpty(queue);
            assertEquals(List.of("a@here.test"), seen);
        }
    }

    @Test void whatWaitsToBeAskedForGoesWhenItIsAndWaitsAgain() throws Exception {
        try (var queue = new TestQueue(answering(_ -> new Outcome.Later(BUSY))).start()) {
            queue.onCall.add("dialup.test");
            queue.add(queue.message(), "a@dialup.test");
            queue.pass(Duration.ofDays(1));
            assertEquals(State.ON_CALL, queue.all().getFirst().state());
            assertEquals(List.of(), seen);
            assertEquals(1, queue.work.call(() -> queue.actions.retry(queue.ids(), "dialup.test")));
            untilSeen(1);
            Await.until(() -> "it waits to be asked for", () -> queue.count("state = 2 AND attempts = 1"), waits -> waits == 1);
            queue.onCall.clear();
            queue.tending.recall();
            untilSeen(2);
        }
    }

    @Test void whenTheRouteHasChangedItGoesTheNewWay() throws Exception {
        var way = new java.util.concurrent.atomic.AtomicReference<>("old");
        try (var queue = new TestQueue(new Way("smtp", run -> {
            var load = run.next().orElseThrow();
            seen.add(run.destination());
            run.settle(load, Map.of(load.deliveries().getFirst(), run.destination().equals("host:new") ? new Outcome.Done(OK, true) : new Outcome.Later(BUSY)));
        }) {
            @Override public String destination(String target, String recipient) { return "host:" + way.get(); }
        }).start()) {
            queue.add(queue.message(), "a@one.test");
            untilSeen(1);
            way.set("new");
            Await.until(() -> "it waits", () -> queue.count("state = 0 AND attempts = 1"), waits -> waits == 1);
            queue.pass(Duration.ofMinutes(5));
            untilEmpty(queue);
            assertEquals(List.of("host:old", "host:new"), seen);
        }
    }

    @Test void sendersHearOnceThatItTakesLongAndInTheEndThatItFailed() throws Exception {
        try (var queue = new TestQueue(new Way("smtp", run -> run.unreachable(DEAD)))) {
            queue.add(queue.message(), "a@dead.test", "b@dead.test");
            queue.start();
            Await.until(() -> "both were tried", () -> queue.count("attempts = 1 AND state = 0"), tried -> tried == 2);
            queue.tending.tellLate();
            assertEquals(List.of(), queue.told);
            queue.engine.stop(Duration.ofSeconds(5));
            queue.pass(Duration.ofHours(4));
            queue.tending.tellLate();
            queue.tending.tellLate();
            assertEquals(List.of("Late a@dead.test", "Late b@dead.test"), queue.told.stream().sorted().toList());
            queue.pass(Duration.ofDays(5));
            queue.tending.expire();
            assertEquals(0, queue.count("TRUE"));
            assertTrue(queue.told.containsAll(List.of("Expired a@dead.test no answer", "Expired b@dead.test no answer")), queue.told::toString);
        }
    }
}
