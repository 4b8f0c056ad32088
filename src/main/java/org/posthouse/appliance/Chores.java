package org.posthouse.appliance;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.posthouse.change.ChoreRuns;
import org.posthouse.change.ChoreRuns.Ran;
import org.posthouse.database.UnitOfWork;

/// What is done now and then, and what became of it the last time, over restarts. What may take long is done one at a time on a thread of its own; what never does has another.
@ApplicationScoped public class Chores {
    private static final System.Logger LOG = System.getLogger(Chores.class.getName());
    private static final Duration FIRST = Duration.ofMinutes(2);

    @Inject HouseThreads threads;
    @Inject Clock clock;
    @Inject ChoreRuns runs;
    @Inject UnitOfWork unitOfWork;

    private final Map<String, Chore> all = new LinkedHashMap<>();
    private Map<String, Ran> before = Map.of();
    private final Map<String, Supplier<Optional<Instant>>> planned = new HashMap<>();
    private ScheduledExecutorService timer;
    private ScheduledExecutorService quick;

    /// A chore as people see it.
    ///
    /// @param last   when it ended the last time, also before the last start
    /// @param next   when it is due; [Instant#MAX] while nothing is planned
    /// @param result of the last time: how much it did; empty when it failed
    public record State(String name, Duration every, Optional<Instant> last, Instant next, boolean running, Optional<Long> result, Duration took) { }

    private final class Chore implements Runnable {
        private final String name;
        private final Duration every;
        private final LongSupplier work;
        private final ScheduledExecutorService timer;
        private State state;
        private ScheduledFuture<?> due;
        private boolean repeats;                                                 // one that is planned elsewhere does not

        Chore(String name, Duration every, ScheduledExecutorService timer, LongSupplier work) {
            this.name = name;
            this.every = every;
            this.work = work;
            this.timer = timer;
            var ran = before.get(name);
            this.state = ran == null ? new State(name, every, Optional.empty(), clock.instant().plus(least()), false, Optional.empty(), Duration.ZERO)
                    : new State(name, every, Optional.of(ran.ended()), clock.instant().plus(rest(ran)), false, ran.result(), ran.took());
        }

        /// Not at once: a house that starts has other things to do.
        private Duration least() { return every.compareTo(FIRST) < 0 ? every : FIRST; }

        private Duration rest(Ran ran) {
            var rest = Duration.between(clock.instant(), ran.ended().plus(every));
            return rest.compareTo(least()) < 0 ? least() : rest.compareTo(every) > 0 ? every : rest;
        }

        /// Anew after each run, so that one that was asked for puts off the next.
        synchronized void schedule() {
            repeats = true;
            if (due != null) due.cancel(false);
            try {
                due = timer.schedule(threads.within(Runnable.class, this), Duration.between(clock.instant(), state.next).toMillis(), TimeUnit.MILLISECONDS);
            } catch (RejectedExecutionException _) {
                due = null;                                                      // the house is closing
            }
        }

        synchronized State state() { return state; }

        private synchronized void become(State now) { state = now; }

        private void keep(Ran ran) {
            try {
                unitOfWork.run(() -> runs.note(name, ran));
            } catch (RuntimeException failed) {                                  // it is known until the next start
                LOG.log(System.Logger.Level.WARNING, "event=housekeeping-not-noted step=" + name, failed);
            }
        }

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
            var took = Duration.between(begun, ended);
            become(new State(name, every, Optional.of(ended), ended.plus(every), false, result, took));
            if (repeats) schedule();
            keep(new Ran(ended, took, result));
        }
    }

    synchronized void open() {
        before = unitOfWork.call(runs::all);
        timer = timer("posthouse-chores");
        quick = timer("posthouse-quick-chores");
    }

    /// What is due later does not hold up the end.
    private static ScheduledExecutorService timer(String name) {
        var timer = new ScheduledThreadPoolExecutor(1, Thread.ofPlatform().daemon().name(name).factory());
        timer.setExecuteExistingDelayedTasksAfterShutdownPolicy(false);
        timer.setRemoveOnCancelPolicy(true);
        return timer;
    }

    /// To be done again so long after it ended; the first time soon after the start, or when it was due anyway.
    ///
    /// @param name of its texts
    /// @param work tells how much it did
    synchronized void add(String name, Duration every, LongSupplier work) { add(new Chore(name, every, timer, work)); }

    /// The same for what never takes long, so that it need not wait for what does.
    synchronized void addQuick(String name, Duration every, LongSupplier work) { add(new Chore(name, every, quick, work)); }

    private void add(Chore chore) {
        all.put(chore.name, chore);
        chore.schedule();
    }

    public synchronized List<State> all() {
        var states = new ArrayList<State>();
        all.values().forEach(chore -> states.add(state(chore)));
        return states;
    }

    public synchronized Optional<State> named(String name) { return Optional.ofNullable(all.get(name)).map(this::state); }

    private State state(Chore chore) {
        var now = chore.state();
        var next = planned.get(chore.name);
        return next == null ? now : new State(now.name, now.every, now.last, next.get().orElse(Instant.MAX), now.running, now.result, now.took);
    }

    /// One that somebody else begins when it is due.
    ///
    /// @param next when that will be; empty when nothing is planned
    synchronized void add(String name, Supplier<Optional<Instant>> next, LongSupplier work) {
        var chore = new Chore(name, Duration.ZERO, timer, work);
        all.put(name, chore);
        planned.put(name, next);
    }

    /// At once, or as soon as the chore that is being done has ended. Nothing when there is none of that name.
    public synchronized void run(String name) {
        var chore = all.get(name);
        if (chore != null) chore.timer.execute(threads.within(Runnable.class, chore));
    }

    /// What is being done is finished, within reason, and never interrupted: that would close files of the database or the store under those who still need them.
    void stop(Duration patience) {
        ScheduledExecutorService ending;
        synchronized (this) {
            ending = timer;
            timer = null;
            all.clear();
            if (quick != null) quick.shutdown();
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
