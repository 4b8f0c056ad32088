package org.posthouse.queue;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.nio.ByteBuffer;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.ReentrantLock;
import org.posthouse.queue.Delivery.State;
import org.posthouse.store.RecordId;

/// Takes deliveries that are due for a run, with the time of their next attempt written first.
@ApplicationScoped class Taking {
    /// Messages that one run takes at a time: the others are left for runs beside it.
    private static final int LOADS = 4;
    /// When more are due than one look shows, as copies of a list with a return path each: there is enough for the others, and looks cost more than they take.
    private static final int LOADS_OF_MANY = 25;
    /// When the last attempt is made and the house dies in it.
    private static final Duration AFTER_THE_LAST = Duration.ofMinutes(15);

    @Inject Sluice sluice;
    @Inject DueRows due;
    @Inject Rows rows;
    @Inject Ways ways;
    @Inject Schedules schedules;
    @Inject Shelf shelf;
    @Inject Bell bell;
    @Inject Clock clock;

    /// Runs of one destination take in turn, or they would take the same.
    private final ConcurrentHashMap<String, ReentrantLock> locks = new ConcurrentHashMap<>();

    /// Deliveries that go together.
    ///
    /// @param otherwise what is to be done with each that is not delivered now
    /// @param shelved   they come from the shelf
    record Taken(RecordId record, String sender, byte[] prefix, List<Delivery> deliveries, Map<Long, Otherwise> otherwise, boolean shelved) { }

    /// @param state in which it waits for the next attempt
    /// @param last  there is none
    record Otherwise(State state, boolean last) { }

    /// @param more there may be more that is due
    record Portion(List<Taken> taken, boolean more) { }

    /// What may share a transaction with another server.
    record Together(RecordId record, String sender, ByteBuffer prefix, String transport, String target) {
        static Together of(Rows.Row row) {
            var delivery = row.delivery();
            return new Together(delivery.record(), delivery.sender(), ByteBuffer.wrap(row.prefix()), delivery.transport(), delivery.target());
        }
    }

    /// @param most recipients of one message
    Portion take(String destination, int most, int loads) {
        var lying = shelf.take(destination, most, Math.min(loads, LOADS));
        if (!lying.isEmpty()) return new Portion(lying.entrySet().stream().map(entry -> lay(entry.getKey(), entry.getValue())).toList(), shelf.has(destination));
        var lock = locks.computeIfAbsent(destination, _ -> new ReentrantLock());
        lock.lock();
        try {
            var moved = new ArrayList<Delivery>();
            var portion = sluice.call(() -> {
                moved.clear();
                return portion(destination, most, loads, moved);
            });
            if (!moved.isEmpty()) bell.due(moved);
            return portion;
        } finally {
            lock.unlock();
            if (!lock.hasQueuedThreads()) locks.remove(destination, lock);
        }
    }

    private Portion portion(String destination, int most, int loads, List<Delivery> moved) {
        var now = clock.instant().truncatedTo(ChronoUnit.MICROS);
        int limit = Math.max(most, LOADS);
        var found = due.due(destination, now, limit);
        var together = new LinkedHashMap<Together, List<Delivery>>();
        var astray = new ArrayList<Long>();
        boolean more = found.size() == limit;
        int share = Math.min(loads, more ? LOADS_OF_MANY : LOADS);
        for (var row : found) {
            var delivery = row.delivery();
            if (!home(delivery).equals(destination)) {               // the routes have changed since it came
                astray.add(delivery.id());
                continue;
            }
            var key = Together.of(row);
            var some = together.get(key);
            if (some == null && together.size() == share || some != null && some.size() == most) {
                more = true;
                continue;
            }
            together.computeIfAbsent(key, _ -> new ArrayList<>()).add(delivery);
        }
        for (var some : Rows.portions(astray)) moved.addAll(rows.lock(some, EnumSet.of(State.WAITING)).stream().map(delivery -> delivery.to(delivery.target(), home(delivery))).toList());
        rows.rewrite(moved);
        return new Portion(taken(together, now), more || !moved.isEmpty());
    }

    /// They are TRYING already. Nothing lies there that waits to be asked for, or has its last attempt.
    private static Taken lay(Together key, List<Delivery> deliveries) {
        var otherwise = new HashMap<Long, Otherwise>();
        for (var delivery : deliveries) otherwise.put(delivery.id(), new Otherwise(State.WAITING, false));
        return new Taken(key.record(), key.sender(), key.prefix().array(), deliveries, otherwise, true);
    }

    private String home(Delivery delivery) { return ways.destination(delivery.transport(), delivery.target(), delivery.recipient()); }

    private List<Taken> taken(Map<Together, List<Delivery>> together, Instant now) {
        var byTime = new HashMap<Instant, List<Long>>();
        var all = new ArrayList<Taken>();
        together.forEach((key, deliveries) -> {
            var taken = new ArrayList<Delivery>();
            var otherwise = new HashMap<Long, Otherwise>();
            for (var delivery : deliveries) {
                var attempt = delivery.taken(now);
                var next = schedules.next(attempt, now).map(time -> time.truncatedTo(ChronoUnit.MICROS));
                var again = next.orElse(now.plus(AFTER_THE_LAST));
                taken.add(delivery.taken(again));
                otherwise.put(delivery.id(), new Otherwise(ways.state(delivery.transport(), delivery.target(), delivery.recipient()), next.isEmpty()));
                byTime.computeIfAbsent(again, _ -> new ArrayList<>()).add(delivery.id());
            }
            all.add(new Taken(key.record(), key.sender(), key.prefix().array(), taken, otherwise, false));
        });
        due.take(State.WAITING, byTime);
        return all;
    }

    void putBack(List<Delivery> untried) {
        if (untried.isEmpty()) return;
        sluice.run(() -> due.putBack(untried, clock.instant().truncatedTo(ChronoUnit.MICROS)));
        shelf.gone(untried);
    }

    /// What runs have in hand becomes part of the queue: another version of this house, which may be the next to start, may know of no shelf.
    void unshelve(List<Delivery> hands) {
        sluice.run(() -> due.unshelve(hands.stream().map(Delivery::id).toList()));
    }
}
