package org.posthouse.appliance;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

/// What is done now and then on a thread of its own, one chore at a time, and what became of it the last time.
@ApplicationScoped public class Chores {
    private static final System.Logger LOG = System.getLogger(Chores.class.getName());
    private static final Duration FIRST = Duration.ofMinutes(2);

    @Inject HouseThreads threads;
    @Inject Clock clock;

    private final Map<String, Chore> all = new LinkedHashMap<>();
    private ScheduledExecutorService timer;

    /// A chore as people see it.
    ///
    /// @param last   when it ended the last time, since the start
    /// @param next   when it is due
    /// @param result of the last time: how much it did; empty when it failed
    public record State(String name, Duration every, Optional<Instant> last, Instant next, boolean running, Optional<Long> result, Duration took) { }

    private final class Chore implements Runnable {
        private final String name;
        private final Duration every;
        private final LongSupplier work;
        private State state;

        Chore(String name, Duration every, Duration first, LongSupplier work) {
            this.name = name;
            this.every = every;
            this.work = work;
            this.state = new State(name, every, Optional.empty(), clock.instant().plus(first), false, Optional.empty(), Duration.ZERO);
        }

        synchronized State state() { return state; }

        private synchronized void become(State now) { state = now; }

        @Override public void run() {
            var begun = clock.instant();
            var before = state();
            become(new State(name, every, before.last, before.next, true, before.result, before.took));
            Optional<Long> result = Optional.empty();
            try {
                result = Optional.of(work.getAsLong());
            } catch (RuntimeException | Error failed) {                          // or it would never be done again, and seem to be under way
                LOG.log(System.Logger.Level.ERROR, "event=housekeeping-failed step=" + name, failed);
            }
            var ended = clock.instant();
            become(new State(name, every, Optional.of(ended), ended.plus(every), false, result, Duration.between(begun, ended)));
        }
    }

    /// To be done again so long after it ended, the first time soon after the start.
    ///
    /// @param name of its texts
    /// @param work tells how much it did
    synchronized void add(String name, Duration every, LongSupplier work) {
        if (timer == null) timer = Executors.newSingleThreadScheduledExecutor(Thread.ofPlatform().daemon().name("posthouse-chores").factory());
        var first = every.compareTo(FIRST) < 0 ? every : FIRST;
        var chore = new Chore(name, every, first, work);
        all.put(name, chore);
        timer.scheduleWithFixedDelay(threads.within(Runnable.class, chore), first.toMillis(), every.toMillis(), TimeUnit.MILLISECONDS);
    }

    public synchronized List<State> all() {
        var states = new ArrayList<State>();
        all.values().forEach(chore -> states.add(chore.state()));
        return states;
    }

    public synchronized Optional<State> named(String name) { return Optional.ofNullable(all.get(name)).map(Chore::state); }

    /// At once, or as soon as the chore that is being done has ended. Nothing when there is none of that name.
    public synchronized void run(String name) {
        var chore = all.get(name);
        if (chore != null) timer.execute(threads.within(Runnable.class, chore));
    }

    /// What is being done is finished, within reason, and never interrupted: that would close files of the database or the store under those who still need them.
    void stop(Duration patience) {
        ScheduledExecutorService ending;
        synchronized (this) {
            ending = timer;
            timer = null;
            all.clear();
        }
        if (ending == null) return;
        ending.shutdown();
        try {
            if (!ending.awaitTermination(patience.toMillis(), TimeUnit.MILLISECONDS)) LOG.log(System.Logger.Level.WARNING, "event=housekeeping-left-behind patience={0}", patience);
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }
}
