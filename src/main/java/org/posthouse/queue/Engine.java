package org.posthouse.queue;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.lang.System.Logger.Level;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ThreadFactory;
import java.util.function.IntSupplier;
import org.posthouse.queue.Bell.Work;
import org.posthouse.queue.DueRows.Place;
import org.posthouse.queue.Lanes.Offered;
import org.posthouse.queue.Lanes.Turn;
import org.posthouse.setting.Settings;

/// Looks for what is due and begins runs.
@ApplicationScoped public class Engine {
    private static final System.Logger LOG = System.getLogger(Engine.class.getName());
    private static final int PAGE = 1000;
    private static final int MOVED_AT_ONCE = 5000;
    private static final int TOLD = 200;
    /// What was open when the house died is tried again so soon after its start: not at once, in case it was that which killed it.
    private static final Duration AFTER_START = Duration.ofSeconds(10);
    /// Between two looks over all that is due. What was committed here is heard of at once; this finds what has become due, and what had no place in its lane.
    private static final Duration LOOK = Duration.ofSeconds(1);
    /// The same while it takes many pages, and between those pages.
    private static final Duration LONG_LOOK = Duration.ofSeconds(5);
    private static final Duration PAGE_PAUSE = Duration.ofMillis(40);
    private static final Duration AWAY = Duration.ofSeconds(1);
    private static final Duration TEND = Duration.ofMinutes(1);
    /// A run renews its rows so early before another node may think that it has died, and for so long.
    private static final Duration EARLY = Duration.ofMinutes(3);
    private static final Duration RENEWED = Duration.ofMinutes(10);

    @Inject Sluice sluice;
    @Inject DueRows due;
    @Inject Taking taking;
    @Inject Shelf shelf;
    @Inject Ending ending;
    @Inject Tending tending;
    @Inject Envelopes envelopes;
    @Inject Ways ways;
    @Inject Schedules schedules;
    @Inject Diary diary;
    @Inject Bell bell;
    @Inject Settings settings;
    @Inject Clock clock;

    private final Lanes lanes = new Lanes();
    private final Set<Passage> passages = ConcurrentHashMap.newKeySet();
    private final Set<String> moving = ConcurrentHashMap.newKeySet();
    private final Object rest = new Object();
    private ThreadFactory factory;
    private Passage.House house;
    private volatile QueueLimits limits;
    private volatile long[] counts = new long[Delivery.State.values().length];
    private volatile long overdue;
    private volatile boolean closing;
    private volatile boolean closed;
    private volatile boolean open;
    private List<Thread> threads = List.of();

    private Place place = Place.BEGIN;
    private Instant nextLook = Instant.MIN;
    private boolean manyPages;

    /// @param factory makes the threads, one for each run
    public void start(ThreadFactory factory) {
        this.factory = factory;
        closing = closed = false;
        house = new Passage.House(lanes, taking, ending, envelopes, bell, clock, () -> closing, () -> closed, this::unreachable);
        sluice.run(() -> {
            limits = QueueLimits.of(settings.now());
            due.broken(clock.instant(), clock.instant().plus(AFTER_START));
        });
        shelf.open(destination -> limits.perMinute() == 0 && lanes.answers(destination, clock.instant()));
        open = true;
        threads = List.of(factory.newThread(this::look), factory.newThread(this::tend));
        threads.forEach(Thread::start);
    }

    /// Begins nothing more and gives what has begun some time. What takes longer is tried again after the next start.
    public void stop(Duration patience) {
        if (!open) return;
        open = false;
        long until = System.nanoTime() + patience.toNanos();
        closing = true;
        putBack(shelf.close());
        bell.ring();
        synchronized (rest) {
            rest.notifyAll();
        }
        try {
            for (var thread : threads) thread.join(patience);
            synchronized (rest) {
                for (long left = until - System.nanoTime(); !passages.isEmpty() && left > 0; left = until - System.nanoTime()) rest.wait(Math.max(1, left / 1_000_000));
            }
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
        closed = true;                                                   // no interrupt: it would close whatever file the thread is using
        if (passages.isEmpty()) return;
        LOG.log(Level.INFO, "event=queue-left runs={0} what=tried again after the next start", passages.size());
        leave(passages.stream().flatMap(passage -> passage.hands().stream()).toList());
    }

    /// What lay on the shelf is found in the table again.
    private void putBack(List<Delivery> lying) {
        try {
            taking.putBack(lying);
        } catch (RuntimeException failed) {
            LOG.log(Level.WARNING, "event=queue-step-failed what={0}", failed.toString());           // as what a run had in hand when its house died
        }
    }

    private void leave(List<Delivery> hands) {
        try {
            taking.unshelve(hands);
        } catch (RuntimeException failed) {
            LOG.log(Level.WARNING, "event=queue-step-failed what={0}", failed.toString());
        }
    }

    /// Deliveries in all.
    public long queued() { return Arrays.stream(counts).sum(); }

    /// Those whose time had come when somebody last looked.
    public long due() { return overdue; }

    public int runs() { return lanes.runs(); }

    private void look() {
        while (!closing) {
            try {
                turn(bell.await(pause()));
            } catch (InterruptedException _) {
                return;
            } catch (RuntimeException away) {
                LOG.log(Level.WARNING, "event=queue-look-failed what={0}", away.toString());
                sleep(AWAY);
            }
        }
    }

    private long pause() {
        var now = clock.instant();
        var until = lanes.wakes().filter(nextLook::isAfter).orElse(nextLook);
        return until.isAfter(now) ? Duration.between(now, until).toNanos() : 0;
    }

    private void turn(Bell.Told told) {
        if (closing) return;
        var now = clock.instant();
        lanes.forgive(told.forgiven());
        for (var work : told.work()) offer(work, now);
        if (told.look()) {
            place = Place.BEGIN;
            nextLook = now;
        }
        if (told.givenUp()) apart(tending::endGivenUp);
        begin(now);
        var stale = shelf.stale(now);
        if (!stale.isEmpty()) apart(() -> putBack(stale));
        if (!now.isBefore(nextLook)) {
            page(now);
            begin(now);
        }
    }

    private void page(Instant now) {
        var from = place;
        var page = sluice.call(() -> {
            limits = QueueLimits.of(settings.now());
            return due.page(from, now, PAGE);
        });
        for (var work : page.work()) offer(work, now);
        place = page.full() ? page.next() : Place.BEGIN;
        nextLook = now.plus(page.full() ? PAGE_PAUSE : manyPages ? LONG_LOOK : LOOK);
        manyPages = page.full();
    }

    private void offer(Work work, Instant now) {
        int most = ways.named(work.transport()).map(limits::runs).orElse(1);
        if (lanes.offer(work, most, now) instanceof Offered.Resting(var until, var why)) move(work.destination(), () -> postpone(work.destination(), until, why));
    }

    private void begin(Instant now) {
        for (var turn = lanes.next(limits.runs(), now); turn.isPresent(); turn = lanes.next(limits.runs(), now)) {
            var next = turn.get();
            factory.newThread(() -> run(next)).start();
        }
    }

    private void run(Turn turn) {
        boolean more = false;
        var transport = ways.named(turn.work().transport());
        var passage = new Passage(house, turn, limits, transport.map(limits::atOnce).orElse(1));
        passages.add(passage);
        try {
            if (!closing && passage.begin()) {
                carry(transport, passage);
                more = passage.end();
            }
        } catch (RuntimeException failed) {
            LOG.log(Level.WARNING, "event=run-failed destination={0} what={1}", turn.work().destination(), failed.toString());
            lanes.failed(turn, Remark.own("4.3.0", "This house could not carry out the attempt"), clock.instant());
        } finally {
            passages.remove(passage);
            lanes.finished(turn, more, clock.instant());
            bell.ring();
            synchronized (rest) {
                rest.notifyAll();
            }
        }
    }

    private static void carry(Optional<Transport> transport, Passage passage) {
        try {
            if (transport.isEmpty()) passage.unreachable(Remark.own("4.3.5", "This house has no way of the kind " + passage.sample().transport()));       // RFC 3463 §3.4: system incorrectly configured
            else transport.get().carry(passage);
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        } catch (RuntimeException | Error fault) {
            LOG.log(Level.ERROR, "event=transport-failed destination=" + passage.destination(), fault);
            passage.broke();
        }
    }

    /// What waits for a destination that does not answer waits on, with one look at each group of rows that were tried equally often.
    private void unreachable(Turn turn, Remark why) {
        var now = clock.instant().truncatedTo(ChronoUnit.MICROS);
        lanes.failed(turn, why, now);
        var destination = turn.work().destination();
        if (!moving.add(destination)) return;                            // by a run beside this one
        try {
            putBack(shelf.clear(destination));
            for (var told : sluice.call(() -> due.some(destination, now, TOLD))) diary.ended(told, new Outcome.Later(why));
            for (var entry : sluice.call(() -> due.tried(destination, now)).entrySet()) {
                var next = sluice.call(() -> schedules.next(sample(destination, entry.getKey() + 1, entry.getValue(), now), now)).orElse(now.plus(RENEWED));
                inSteps(() -> due.failTogether(destination, entry.getKey(), now, next, why, MOVED_AT_ONCE));
            }
        } finally {
            moving.remove(destination);
        }
    }

    /// Of those rows the pause alone is asked for: their ages differ, and [Tending] ends what is too old.
    private static Delivery sample(String destination, int attempts, String recipient, Instant now) {
        return new Delivery(0, null, 0, "", recipient, recipient, Set.of(), "", 0, "", "", destination, Delivery.State.WAITING, "", attempts, now, now, false, 0, Remark.NONE);
    }

    private void postpone(String destination, Instant until, Remark why) {
        var now = clock.instant().truncatedTo(ChronoUnit.MICROS);
        var then = until.truncatedTo(ChronoUnit.MICROS);
        inSteps(() -> due.postpone(destination, now, then, why, MOVED_AT_ONCE));
    }

    private void inSteps(IntSupplier step) {
        int moved = MOVED_AT_ONCE;
        while (moved == MOVED_AT_ONCE && !closed) moved = sluice.call(step::getAsInt);
    }

    private void move(String destination, Runnable work) {
        if (!moving.add(destination)) return;
        apart(() -> {
            try {
                work.run();
            } finally {
                moving.remove(destination);
            }
        });
    }

    private void apart(Runnable work) {
        factory.newThread(() -> {
            try {
                work.run();
            } catch (RuntimeException failed) {
                LOG.log(Level.WARNING, "event=queue-step-failed what={0}", failed.toString());
            }
        }).start();
    }

    private void tend() {
        while (!closing) {
            for (Runnable step : List.<Runnable>of(this::renew, this::count, tending::endGivenUp, tending::recall, tending::expire, tending::tellLate)) {
                try {
                    if (!closing) step.run();
                } catch (RuntimeException failed) {
                    LOG.log(Level.WARNING, "event=queue-step-failed what={0}", failed.toString());
                }
            }
            synchronized (rest) {
                long until = System.nanoTime() + TEND.toNanos();
                try {
                    for (long left = TEND.toNanos(); !closing && left > 0; left = until - System.nanoTime()) rest.wait(Math.max(1, left / 1_000_000));
                } catch (InterruptedException _) {
                    return;
                }
            }
        }
    }

    private void renew() {
        var now = clock.instant().truncatedTo(ChronoUnit.MICROS);
        var old = passages.stream().flatMap(passage -> passage.hands().stream()).filter(delivery -> delivery.nextAttempt().isBefore(now.plus(EARLY))).map(Delivery::id).toList();
        sluice.run(() -> {
            due.renew(old, now.plus(RENEWED));
            due.orphans(now);
        });
    }

    private void count() {
        counts = sluice.call(due::counts);
        overdue = sluice.call(() -> due.dueNow(clock.instant()));
    }

    private static void sleep(Duration time) {
        try {
            Thread.sleep(time);
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }
}
