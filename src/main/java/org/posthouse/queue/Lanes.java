package org.posthouse.queue;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import org.posthouse.queue.Bell.Work;

/// Whose turn it is. Destinations with something due stand in three lanes, each with its share of all runs: those that answer, those that nobody knows yet, and those that did not answer. So mail to
/// a host that is well never waits until others have timed out. What is known of destinations is in memory and begins empty. Safe from any thread.
final class Lanes {
    /// How many destinations are remembered, and how many may stand in the lanes of those that do not answer yet; the others are found in the table again.
    private static final int KNOWN = 50_000;
    private static final int WAITING_OF_A_GROUP = 1_000;
    private static final int WAITING_FRESH = 20_000;
    private static final int WAITING_FAILING = 10_000;
    private static final Duration FIRST_REST = Duration.ofMinutes(1);
    private static final Duration LONGEST_REST = Duration.ofMinutes(30);
    /// What a destination with a rate may take at once after a while without mail.
    private static final Duration BURST = Duration.ofSeconds(10);

    enum Lane {
        ALIVE(80), FRESH(40), FAILING(20);

        private final int percent;

        Lane(int percent) { this.percent = percent; }

        int share(int runs) { return Math.max(1, runs * percent / 100); }
    }

    /// The answer to an offer.
    sealed interface Offered {
        /// It has its place, or all the runs it may have.
        record Taken() implements Offered { }

        /// Its lane is full: ask again later.
        record Full() implements Offered { }

        /// It did not answer a moment ago: nobody asks before that time.
        record Resting(Instant until, Remark why) implements Offered { }
    }

    private static final class Destination {
        final String name;
        Work work;
        Lane lane;
        int most = 1;
        int running;
        boolean queued;
        boolean again;                       // something came while it had all its runs
        int failures;
        Instant restsUntil = Instant.MIN;
        Remark why = Remark.NONE;
        Instant paid = Instant.MIN;          // its rate is used up until then

        Destination(Work work) {
            name = work.destination();
            this.work = work;
            lane = work.tried() ? Lane.FAILING : Lane.FRESH;
        }

        boolean idle() { return running == 0 && !queued; }

        int limit() { return lane == Lane.ALIVE ? most : 1; }
    }

    /// A run that may begin.
    static final class Turn {
        private final Destination destination;
        private final Work work;
        private Lane lane;

        Turn(Destination destination) {
            this.destination = destination;
            work = destination.work;
            lane = destination.lane;
        }

        Work work() { return work; }

        Lane lane() { return lane; }
    }

    private final ReentrantLock lock = new ReentrantLock();
    private final LinkedHashMap<String, Destination> known = new LinkedHashMap<>(1024, 0.75f, true);
    private final Deque<Destination> alive = new ArrayDeque<>();
    private final LinkedHashMap<String, Deque<Destination>> fresh = new LinkedHashMap<>();
    private final Deque<Destination> failing = new ArrayDeque<>();
    private final List<Destination> paced = new ArrayList<>();
    private final EnumMap<Lane, Integer> running = new EnumMap<>(Lane.class);
    private final Map<String, Integer> freshOfGroup = new HashMap<>();
    private int waitingFresh;

    /// There is something due.
    ///
    /// @param most runs it may have once it has answered
    Offered offer(Work work, int most, Instant now) {
        lock.lock();
        try {
            var destination = known.computeIfAbsent(work.destination(), _ -> new Destination(work));
            forgetSome();
            if (now.isBefore(destination.restsUntil)) return new Offered.Resting(destination.restsUntil, destination.why);
            destination.most = most;
            if (destination.idle()) destination.work = work;
            return enqueue(destination) ? new Offered.Taken() : new Offered.Full();
        } finally {
            lock.unlock();
        }
    }

    /// It answered the last time, so that what comes for it leaves at once.
    boolean answers(String name, Instant now) {
        lock.lock();
        try {
            var destination = known.get(name);
            return destination != null && destination.lane == Lane.ALIVE && !now.isBefore(destination.restsUntil);
        } finally {
            lock.unlock();
        }
    }

    private boolean enqueue(Destination destination) {
        if (destination.queued) return true;
        if (destination.running >= destination.limit()) return destination.again = true;
        var room = switch (destination.lane) {
            case ALIVE -> alive.add(destination);
            case FRESH -> {
                var group = fresh.computeIfAbsent(destination.work.group(), _ -> new ArrayDeque<>());
                boolean fits = group.isEmpty() || group.size() < WAITING_OF_A_GROUP && waitingFresh < WAITING_FRESH;
                if (fits) waitingFresh++;
                yield fits && group.add(destination);
            }
            case FAILING -> failing.size() < WAITING_FAILING && failing.add(destination);
        };
        return destination.queued = room;
    }

    /// Destinations that nothing is done for go when there are too many, those first that were not asked about for the longest time.
    private void forgetSome() {
        if (known.size() <= KNOWN) return;
        for (var eldest : known.values().stream().limit(8).toList()) {
            if (eldest.idle()) known.remove(eldest.name);
            else known.get(eldest.name);                             // the youngest now, so that it hides nobody
        }
    }

    /// The next run, which then counts until [#finished].
    ///
    /// @param runs at the same time, in all
    Optional<Turn> next(int runs, Instant now) {
        lock.lock();
        try {
            awake(now);
            if (running.values().stream().mapToInt(Integer::intValue).sum() >= runs) return Optional.empty();
            for (var lane : Lane.values()) {
                if (running.getOrDefault(lane, 0) >= lane.share(runs)) continue;
                for (var found = poll(lane, runs); found != null; found = poll(lane, runs)) {
                    if (!now.isBefore(found.restsUntil)) return Optional.of(begin(found));
                    found.queued = false;                                // it failed while it stood here
                }
            }
            return Optional.empty();
        } finally {
            lock.unlock();
        }
    }

    private Destination poll(Lane lane, int runs) {
        return switch (lane) {
            case ALIVE -> alive.poll();
            case FRESH -> pollFresh(lane.share(runs));
            case FAILING -> failing.poll();
        };
    }

    /// In turn of those whose mail it is, nobody more than half of the lane: a mailing to many hosts that are dead leaves room for what another writes.
    private Destination pollFresh(int share) {
        for (var group : fresh.entrySet()) {
            if (freshOfGroup.getOrDefault(group.getKey(), 0) >= Math.max(1, share / 2)) continue;
            var first = group.getValue().poll();
            fresh.remove(group.getKey());
            if (!group.getValue().isEmpty()) fresh.put(group.getKey(), group.getValue());        // to the end of the line
            waitingFresh--;
            return first;
        }
        return null;
    }

    private Turn begin(Destination destination) {
        destination.queued = false;
        destination.again = false;
        var turn = new Turn(destination);
        count(turn, 1);
        destination.running++;
        return turn;
    }

    private void count(Turn turn, int one) {
        running.merge(turn.lane, one, Integer::sum);
        if (turn.lane == Lane.FRESH) freshOfGroup.compute(turn.work.group(), (_, was) -> (was == null ? 0 : was) + one == 0 ? null : (was == null ? 0 : was) + one);
    }

    /// Somebody there has answered: it is known to be alive, and may have all its runs.
    void answered(Turn turn) {
        lock.lock();
        try {
            var destination = turn.destination;
            destination.failures = 0;
            destination.restsUntil = Instant.MIN;
            destination.lane = Lane.ALIVE;
            count(turn, -1);
            turn.lane = Lane.ALIVE;
            count(turn, 1);
            if (destination.again) enqueue(destination);
        } finally {
            lock.unlock();
        }
    }

    /// Nobody there answers: it rests, each time longer.
    ///
    /// @return until when
    Instant failed(Turn turn, Remark why, Instant now) {
        lock.lock();
        try {
            var destination = turn.destination;
            if (!now.isBefore(destination.restsUntil)) {                // runs that fail together are one failure
                var rest = FIRST_REST.multipliedBy(1L << Math.min(destination.failures, 10));
                destination.failures++;
                destination.restsUntil = now.plus(rest.compareTo(LONGEST_REST) > 0 ? LONGEST_REST : rest);
            }
            destination.lane = Lane.FAILING;
            destination.why = why;
            destination.again = false;
            return destination.restsUntil;
        } finally {
            lock.unlock();
        }
    }

    /// @param more there is more that is due
    void finished(Turn turn, boolean more, Instant now) {
        lock.lock();
        try {
            var destination = turn.destination;
            count(turn, -1);
            destination.running--;
            boolean wanted = more || destination.again;
            destination.again = false;
            if (!wanted || now.isBefore(destination.restsUntil)) return;
            if (now.isBefore(destination.paid)) pace(destination);
            else enqueue(destination);
        } finally {
            lock.unlock();
        }
    }

    /// Takes a message's worth of the destination's rate.
    ///
    /// @param perMinute 0 for as many as it likes
    /// @return false: not now
    boolean pay(Turn turn, long perMinute, Instant now) {
        if (perMinute == 0) return true;
        lock.lock();
        try {
            var destination = turn.destination;
            if (now.isBefore(destination.paid)) return false;
            var begin = destination.paid.isBefore(now.minus(BURST)) ? now.minus(BURST) : destination.paid;
            destination.paid = begin.plus(Duration.ofMinutes(1).dividedBy(perMinute));
            return true;
        } finally {
            lock.unlock();
        }
    }

    private void pace(Destination destination) {
        if (!destination.queued) paced.add(destination);
        destination.queued = true;
    }

    /// Those whose rate allows something again.
    private void awake(Instant now) {
        for (var each = paced.iterator(); each.hasNext(); ) {
            var destination = each.next();
            if (now.isBefore(destination.paid)) continue;
            each.remove();
            destination.queued = false;
            enqueue(destination);
        }
    }

    /// A person wants them tried whatever is known of them.
    void forgive(Collection<String> destinations) {
        lock.lock();
        try {
            for (var name : destinations) {
                var destination = known.get(name);
                if (destination == null) continue;
                destination.restsUntil = Instant.MIN;
                destination.failures = 0;
            }
        } finally {
            lock.unlock();
        }
    }

    /// When the first of those that wait for their rate may go on.
    Optional<Instant> wakes() {
        lock.lock();
        try {
            return paced.stream().map(destination -> destination.paid).min(Instant::compareTo);
        } finally {
            lock.unlock();
        }
    }

    /// Destinations in memory.
    int known() {
        lock.lock();
        try {
            return known.size();
        } finally {
            lock.unlock();
        }
    }

    int runs() {
        lock.lock();
        try {
            return running.values().stream().mapToInt(Integer::intValue).sum();
        } finally {
            lock.unlock();
        }
    }
}
