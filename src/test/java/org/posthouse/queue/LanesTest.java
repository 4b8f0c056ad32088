package org.posthouse.queue;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.posthouse.queue.Bell.Work;
import org.posthouse.queue.Lanes.Lane;
import org.posthouse.queue.Lanes.Offered;
import org.posthouse.queue.Lanes.Turn;

/// Whose turn it is, in a time that the test makes.
class LanesTest {
    private static final int RUNS = 100;
    private static final Remark DEAD = Remark.own("4.4.1", "no answer");

    private final Lanes lanes = new Lanes();
    private Instant now = Instant.parse("2026-03-01T12:00:00Z");

    private Offered offer(String destination, String group) { return lanes.offer(new Work(destination, "smtp", group, false), 20, now); }

    private List<Turn> begin() {
        var begun = new ArrayList<Turn>();
        for (var turn = lanes.next(RUNS, now); turn.isPresent(); turn = lanes.next(RUNS, now)) begun.add(turn.get());
        return begun;
    }

    private Turn alive(String destination) {
        offer(destination, "somebody");
        var turn = begin().getFirst();
        lanes.answered(turn);
        return turn;
    }

    @Test void aDestinationThatNobodyKnowsGetsOneRunAndAllItsRunsOnceItHasAnswered() {
        offer("one", "jane");
        var first = begin();
        assertEquals(1, first.size());
        for (int i = 0; i < 30; i++) offer("one", "jane");
        assertEquals(0, begin().size());
        lanes.answered(first.getFirst());
        int more = 0;
        for (int i = 0; i < 30; i++) {
            more += begin().size();
            offer("one", "jane");
        }
        assertEquals(19, more);
    }

    @Test void aDestinationThatFailedRestsForEachTimeLonger() {
        offer("dead", "jane");
        var rests = new ArrayList<Long>();
        for (int i = 0; i < 7; i++) {
            var turn = begin().getFirst();
            var until = lanes.failed(turn, DEAD, now);
            lanes.finished(turn, true, now);
            rests.add(Duration.between(now, until).toMinutes());
            assertEquals(new Offered.Resting(until, DEAD), offer("dead", "jane"));
            assertEquals(0, begin().size());
            now = until;
            offer("dead", "jane");
        }
        assertEquals(List.of(1L, 2L, 4L, 8L, 16L, 30L, 30L), rests);
    }

    @Test void runsThatFailTogetherAreOneFailure() {
        var first = alive("one");
        offer("one", "jane");
        var second = begin().getFirst();
        lanes.failed(first, DEAD, now);
        assertEquals(now.plus(Duration.ofMinutes(1)), lanes.failed(second, DEAD, now));
    }

    @Test void aPersonMayHaveItTriedAtOnce() {
        offer("dead", "jane");
        var turn = begin().getFirst();
        lanes.failed(turn, DEAD, now);
        lanes.finished(turn, false, now);
        assertInstanceOf(Offered.Resting.class, offer("dead", "jane"));
        lanes.forgive(Set.of("dead"));
        assertInstanceOf(Offered.Taken.class, offer("dead", "jane"));
        assertEquals(Lane.FAILING, begin().getFirst().lane());
    }

    @Test void aRateLetsABurstThroughAndThenSoManyAMinute() {
        var turn = alive("one");
        int burst = 0;
        while (lanes.pay(turn, 60, now)) burst++;
        assertEquals(11, burst, "what ten seconds allow, and the one that is due");
        assertFalse(lanes.pay(turn, 60, now));
        lanes.finished(turn, true, now);
        assertEquals(0, begin().size());
        now = lanes.wakes().orElseThrow();
        var next = begin().getFirst();
        assertTrue(lanes.pay(next, 60, now));
        int inAMinute = 0;
        for (int second = 1; second <= 60; second++) {
            now = now.plusSeconds(1);
            while (lanes.pay(next, 60, now)) inAMinute++;
        }
        assertEquals(60, inAMinute);
    }

    /// A mailing to very many hosts that are dead, each of which takes half a minute to find that out, and beside it mail that somebody else writes to hosts that are well.
    @Test void mailToTheLivingDoesNotWaitForTheDead() {
        var known = alive("known");
        lanes.finished(known, false, now);
        var dead = new ArrayList<String>();
        for (int i = 0; i < 30_000; i++) dead.add("dead" + i);
        record Running(Instant ends, Turn turn) { }
        var running = new PriorityQueue<Running>(java.util.Comparator.comparing(Running::ends));
        var offered = new HashMap<String, Instant>();
        var waits = new HashMap<String, Duration>();
        var random = new Random(7);
        int at = 0;
        for (int step = 0; step < 10 * 60 * 10; step++, now = now.plusMillis(100)) {
            for (int i = 0; i < 1000 && at < dead.size() && !(offer(dead.get(at), "mailing") instanceof Offered.Full); i++) at++;
            if (step % 10 == 0) {
                var well = random.nextBoolean() ? "known" : "well" + step;
                if (offered.putIfAbsent(well, now) == null) offer(well, "jane");
            }
            for (var turn : begin()) {
                var name = turn.work().destination();
                boolean answers = !name.startsWith("dead");
                if (answers) waits.merge(name, Duration.between(offered.remove(name), now), (a, b) -> a.compareTo(b) > 0 ? a : b);
                running.add(new Running(now.plus(answers ? Duration.ofMillis(200) : Duration.ofSeconds(30)), turn));
            }
            while (!running.isEmpty() && !running.peek().ends().isAfter(now)) {
                var turn = running.poll().turn();
                if (turn.work().destination().startsWith("dead")) lanes.failed(turn, DEAD, now);
                else lanes.answered(turn);
                lanes.finished(turn, false, now);
            }
        }
        assertTrue(at > 1000, "the mailing had its share: " + at);
        assertTrue(waits.size() > 250, "mail beside it went on: " + waits.size());
        assertEquals(Map.of(), waits.entrySet().stream().filter(wait -> wait.getValue().compareTo(Duration.ofMillis(200)) > 0).collect(java.util.stream.Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue)));
    }

    @Test void whatIsRememberedIsBounded() {
        for (int i = 0; i < 200_000; i++) {
            offer("host" + i, "group" + i % 500);
            if (i % 100 == 0) begin().forEach(turn -> {
                lanes.failed(turn, DEAD, now);
                lanes.finished(turn, false, now);
            });
        }
        assertTrue(lanes.known() <= 60_000, "destinations in memory: " + lanes.known());
    }
}
