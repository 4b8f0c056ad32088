package org.posthouse.queue;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Semaphore;
import org.junit.jupiter.api.Test;
import org.posthouse.blackbox.Await;
import org.posthouse.queue.TestQueue.Way;

class ShelfTest {
    private static final Remark OK = new Remark("mx.test", 250, "2.0.0", "taken", "plain");
    private static final Remark DEAD = Remark.own("4.4.1", "no answer");

    /// Copies: twenty runs hold eighty of them at most.
    private static final int MORE = 200;

    private final ConcurrentLinkedQueue<String> seen = new ConcurrentLinkedQueue<>();
    private final Semaphore permits = new Semaphore(0);
    private volatile boolean dead;

    /// A server that takes a message for each permit.
    private Way slowly() {
        return new Way("smtp", run -> {
            for (var load = run.next(); load.isPresent(); load = run.next()) {
                permits.acquire();
                if (dead) {
                    run.unreachable(DEAD);
                    return;
                }
                for (var delivery : load.get().deliveries()) {
                    seen.add(delivery.recipient());
                    run.settle(load.get(), Map.of(delivery, new Outcome.Done(OK, true)));
                }
            }
        });
    }

    /// A destination that has answered, and then copies for it.
    private TestQueue with(int copies) throws Exception {
        var queue = new TestQueue(slowly()).start();
        queue.add(queue.message(), "first@one.test");
        permits.release();
        Await.until(() -> "the first has left", () -> queue.count("TRUE"), left -> left == 0);
        var message = queue.message();
        var all = new ArrayList<Consignment>();
        for (int i = 0; i < copies; i++) {
            var to = TestQueue.to(message, i, "r" + i + "@one.test");
            all.add(new Consignment(to.record(), i, "back-" + i + "@list.test", to.recipient(), to.original(), to.notifies(), "", 0, "smtp", "", new byte[0], ""));
        }
        queue.add(all);
        return queue;
    }

    private static List<String> all(int copies) {
        var all = new ArrayList<>(List.of("first@one.test"));
        for (int i = 0; i < copies; i++) all.add("r" + i + "@one.test");
        return all.stream().sorted().toList();
    }

    @Test void whatLeavesAtOnceIsWrittenAsTaken() throws Exception {
        try (var queue = with(50)) {
            assertEquals(50, queue.count("state = 3 AND attempts = 1"));
            permits.release(1000);
            Await.until(() -> "all have left", () -> queue.count("TRUE"), left -> left == 0);
            assertEquals(all(50), seen.stream().sorted().toList());
        }
    }

    @Test void whatNoRunCallsForSoonIsPutBack() throws Exception {
        try (var queue = with(MORE)) {
            Await.until(() -> "runs have what they can hold", () -> permits.getQueueLength() > 0, held -> held);
            queue.pass(Duration.ofSeconds(11));
            Await.until(() -> "the others wait, untried", () -> queue.count("state = 0 AND attempts = 0"), waiting -> waiting > 0 && waiting + queue.count("state = 3") == MORE);
            permits.release(1000);
            Await.until(() -> "all have left", () -> queue.count("TRUE"), left -> left == 0);
            assertEquals(all(MORE), seen.stream().sorted().toList());
        }
    }

    @Test void aHouseThatDiesLosesNothingOfIt() throws Exception {
        try (var queue = with(50)) {
            queue.kill();
            seen.clear();
            queue.with(slowly());
            queue.start();
            assertEquals(0, queue.count("state = 3 AND attempts <> 1"));
            queue.pass(Duration.ofSeconds(11));
            permits.release(1000);
            Await.until(() -> "all have left", () -> queue.count("TRUE"), left -> left == 0);
            assertEquals(all(50).subList(1, 51), seen.stream().distinct().sorted().toList());
        }
    }

    @Test void aHouseThatEndsPutsItBack() throws Exception {
        try (var queue = with(50)) {
            queue.engine.stop(Duration.ofMillis(1));
            assertEquals(50, queue.count("state = 0 OR state = 3"));
            assertEquals(0, queue.count("state = 0 AND attempts > 0"));
            permits.release(1000);
        }
    }

    @Test void allWaitWhenTheDestinationAnswersNoMore() throws Exception {
        try (var queue = with(50)) {
            dead = true;
            permits.release(1000);
            Await.until(() -> "all wait for a server that is gone", () -> queue.count("state = 0 AND attempts = 1 AND last_text = 'no answer'"), waiting -> waiting == 50);
            assertEquals(List.of("first@one.test"), List.copyOf(seen));
        }
    }
}
