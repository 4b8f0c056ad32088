package org.posthouse.queue;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.posthouse.blackbox.Await;
import org.posthouse.queue.TestQueue.Way;

/// The house dies at each step of an attempt, over and over: every recipient gets the message or its sender hears of it, and each death repeats at most what was open on each connection.
@Timeout(60) class EngineCrashTest {
    private static final Remark OK = new Remark("mx.test", 250, "2.0.0", "taken", "plain");
    private static final Remark UNKNOWN = new Remark("mx.test", 550, "5.1.1", "nobody here", "plain");
    private static final int MESSAGES = 120;
    private static final int RECIPIENTS = 5;
    private static final int DESTINATIONS = 4;
    private static final int DEATHS = 8;

    enum Step { TAKEN, SENT, TOLD, SETTLED }

    private static final class Died extends Error {
        private static final long serialVersionUID = 1;
    }

    private final Map<String, Integer> got = new ConcurrentHashMap<>();
    private final Map<String, Integer> reported = new ConcurrentHashMap<>();
    private final AtomicInteger fuse = new AtomicInteger(Integer.MAX_VALUE);
    private final AtomicInteger connections = new AtomicInteger();
    private final AtomicInteger repeatable = new AtomicInteger();
    private final Random random = new Random(4);
    private volatile boolean dead;
    private volatile Runnable kill;

    private void pass(Step now, Step deadly) {
        if (dead) throw new Died();
        if (now == deadly && fuse.decrementAndGet() == 0) {
            dead = true;
            kill.run();
            repeatable.addAndGet(connections.get());
            throw new Died();
        }
    }

    private void carry(Run run, Step deadly) {
        connections.incrementAndGet();
        try {
            for (var load = run.next(); load.isPresent(); load = run.next()) {
                pass(Step.TAKEN, deadly);
                var outcomes = new HashMap<Delivery, Outcome>();
                for (var delivery : load.get().deliveries()) {
                    boolean unknown = delivery.recipient().startsWith("unknown");
                    if (!unknown) got.merge(delivery.record() + " " + delivery.recipient(), 1, Integer::sum);
                    outcomes.put(delivery, unknown ? new Outcome.Never(UNKNOWN) : new Outcome.Done(OK, true));
                }
                pass(Step.SENT, deadly);
                run.settle(load.get(), outcomes);
                pass(Step.SETTLED, deadly);
            }
        } finally {
            connections.decrementAndGet();
        }
    }

    @ParameterizedTest @EnumSource(Step.class) void nothingIsLostAndLittleComesTwice(Step deadly) throws Exception {
        var way = new Way("smtp", run -> carry(run, deadly));
        try (var queue = new TestQueue(way)) {
            kill = queue::kill;
            queue.endings = new Endings() {
                @Override public Map<Delivery, String> ended(Load load, Map<Delivery, Outcome> outcomes) {
                    outcomes.keySet().forEach(delivery -> reported.merge(delivery.record() + " " + delivery.recipient(), 1, Integer::sum));
                    pass(Step.TOLD, deadly);
                    return Map.of();
                }

                @Override public Set<Delivery> late(Load load) { return Set.of(); }
            };
            var wanted = new ArrayList<String>();
            for (int i = 0; i < MESSAGES; i++) {
                var message = queue.message();
                var to = new String[RECIPIENTS];
                for (int r = 0; r < RECIPIENTS; r++) {
                    to[r] = (r == 0 ? "unknown" : "r" + r) + "@d" + i % DESTINATIONS + ".test";
                    wanted.add(message + " " + to[r]);
                }
                queue.add(message, to);
            }
            for (int death = 0; death < DEATHS; death++) {
                fuse.set(1 + random.nextInt(20));
                queue.start();
                Await.until(() -> "it dies at " + deadly, () -> dead || queue.count("state <> 0 OR next_attempt <= '" + Rows.time(queue.clock.instant()) + "'") == 0, over -> over);
                queue.kill();
                queue.engine.stop(Duration.ZERO);
                Await.until(() -> "its connections are gone", connections::get, open -> open == 0);
                dead = false;
                queue.with(way);
                queue.pass(Duration.ofMinutes(5));
            }
            fuse.set(Integer.MAX_VALUE);
            queue.start();
            Await.until(() -> "the queue is empty", () -> {
                queue.pass(Duration.ofMinutes(1));
                return queue.count("TRUE");
            }, left -> left == 0);
            int twice = 0;
            for (var each : wanted) {
                boolean unknown = each.contains(" unknown");
                int times = (unknown ? reported : got).getOrDefault(each, 0);
                assertTrue(times >= 1, "lost: " + each);
                if (!unknown) twice += times - 1;
            }
            assertEquals(wanted.size(), got.size() + reported.size());
            assertTrue(twice <= repeatable.get() * (RECIPIENTS - 1), "repeated " + twice + " with " + repeatable.get() + " connections open at the deaths");
            if (deadly == Step.SETTLED || deadly == Step.TAKEN) assertTrue(repeatable.get() >= DEATHS / 2, "it did die");
        }
    }
}
