package org.posthouse.scenario;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.posthouse.blackbox.Await;
import org.posthouse.blackbox.House;

/// A house that is killed while it sends: what it said 250 to reaches the other side, and twice at most where a connection was open.
class OutboundKillIT {
    private static final int ROUNDS = Integer.getInteger("posthouse.kill.rounds", 1);
    private static final int SENDERS = 4;
    private static final int A_ROUND = 250;
    private static final Duration PATIENCE = Duration.ofSeconds(90);
    private static final Pattern TOKEN = Pattern.compile("Subject: (token-\\d+-\\d+)");

    private final Set<String> acknowledged = ConcurrentHashMap.newKeySet();

    @Test void nothingIsLostAndLittleIsRepeated() throws Exception {
        var neighbours = Neighbours.here();
        try (var far = new OddServer(Neighbours.ADDRESS_ODD, neighbours.port(), OutboundKillIT::slowly); var house = neighbours.house("kill.test", "127.0.0.23")) {
            house.start();
            var jane = Person.at(house, "jane");
            int allowed = 0;
            for (int round = 0; round < ROUNDS; round++) {
                int taken = far.taken().size();
                var senders = senders(jane, round);
                Await.until(PATIENCE, house::story, () -> far.taken().size(), now -> now > taken + A_ROUND / 3);
                allowed += Math.max(far.openConnections(), 1);
                house.kill();
                for (var sender : senders) sender.join();
                house.start();
            }
            Await.until(PATIENCE, house::story, () -> missing(far), none -> none.isEmpty());
            var counts = counts(far);
            long twice = counts.values().stream().mapToLong(count -> count - 1).sum();
            System.out.println("outbound kills: " + ROUNDS + " rounds, " + acknowledged.size() + " acknowledged, " + counts.size() + " arrived, " + twice + " repeated, " + allowed + " connections open at the kills");
            assertTrue(twice <= allowed, twice + " repeated with " + allowed + " connections open at the kills");
            assertTrue(acknowledged.size() >= A_ROUND / 3, "only " + acknowledged.size() + " were sent");
        }
    }

    /// So that there is something to kill.
    private static String slowly(String line) {
        if (line.equals(".")) java.util.concurrent.locks.LockSupport.parkNanos(Duration.ofMillis(5).toNanos());
        return null;
    }

    private Thread[] senders(Person jane, int round) {
        var senders = new Thread[SENDERS];
        for (int s = 0; s < SENDERS; s++) {
            int from = round * 10_000 + s * 1000;
            senders[s] = Thread.ofPlatform().start(() -> {
                try {
                    for (int i = 0; i < A_ROUND / SENDERS; i++) {
                        var token = "token-" + round + "-" + (from + i);
                        jane.send(token, "bob" + i % 7 + "@odd.test");
                        acknowledged.add(token);
                    }
                } catch (Exception | AssertionError killed) {
                    if (!(killed instanceof IOException)) System.err.println("a sender ended: " + killed);
                }
            });
        }
        return senders;
    }

    private Set<String> missing(OddServer far) {
        var missing = new java.util.TreeSet<>(acknowledged);
        missing.removeAll(counts(far).keySet());
        return missing;
    }

    private static Map<String, Integer> counts(OddServer far) {
        var counts = new HashMap<String, Integer>();
        for (var message : far.taken()) {
            var match = TOKEN.matcher(message);
            assertTrue(match.find(), message);
            counts.merge(match.group(1), 1, Integer::sum);
        }
        return counts;
    }
}
