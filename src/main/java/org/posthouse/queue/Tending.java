package org.posthouse.queue;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.io.IOException;
import java.lang.System.Logger.Level;
import java.nio.ByteBuffer;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.posthouse.queue.Delivery.State;
import org.posthouse.queue.DueRows.Place;
import org.posthouse.store.RecordId;

/// What becomes of deliveries without an attempt: their time is over, they take long, their route has changed, or a person has given them up.
@ApplicationScoped class Tending {
    private static final System.Logger LOG = System.getLogger(Tending.class.getName());
    private static final int PAGE = 500;
    /// An attempt that is due at the very end is made first.
    private static final Duration GRACE = Duration.ofMinutes(15);
    private static final Duration SOON = Duration.ofMinutes(15);

    @Inject Sluice sluice;
    @Inject DueRows due;
    @Inject Rows rows;
    @Inject Ways ways;
    @Inject Bell bell;
    @Inject Schedules schedules;
    @Inject Envelopes envelopes;
    @Inject Ending ending;
    @Inject Clock clock;

    /// What one report tells of.
    private record Together(RecordId record, String sender, ByteBuffer prefix) { }

    /// Ends what nobody has taken in time, whether it waits for its time or to be asked for. What is held is a person's.
    void expire() {
        var now = clock.instant().truncatedTo(ChronoUnit.MICROS);
        var oldest = now.minus(sluice.call(schedules::life)).minus(GRACE);
        for (var state : List.of(State.WAITING, State.ON_CALL))
            for (boolean reported : new boolean[] {true, false}) pages(state, reported, oldest, delivery -> schedules.next(delivery, now.minus(GRACE)).isEmpty(), rows -> end(rows, now));
    }

    private void end(List<Rows.Row> rows, Instant now) {
        var taken = rows.stream().map(row -> new Rows.Row(row.delivery().taken(now.plus(SOON)), row.prefix())).toList();
        var ids = taken.stream().map(row -> row.delivery().id()).toList();
        var from = rows.getFirst().delivery().state();
        var mine = new HashSet<Long>();
        sluice.run(() -> {                                               // a run may have been faster with some of them
            mine.clear();
            for (var portion : Rows.portions(ids)) this.rows.lock(portion, EnumSet.of(from)).forEach(delivery -> mine.add(delivery.id()));
            if (!mine.isEmpty()) due.take(from, Map.of(now.plus(SOON), List.copyOf(mine)));
        });
        loads(taken.stream().filter(row -> mine.contains(row.delivery().id())).toList(), lost -> hold(lost, State.TRYING)).forEach(load -> {
            var outcomes = new HashMap<Delivery, Outcome>();
            for (var delivery : load.deliveries()) outcomes.put(delivery, new Outcome.Expired(delivery.last()));
            ending.settle(load, outcomes, State.TRYING, false, Map.of(), () -> { });
        });
    }

    /// Lets go what waits to be asked for although its route does not say so any more.
    void recall() {
        var now = clock.instant().truncatedTo(ChronoUnit.MICROS);
        for (boolean reported : new boolean[] {true, false}) pages(State.ON_CALL, reported, now, delivery -> state(delivery) == State.WAITING, some -> {
            var ids = some.stream().map(row -> row.delivery().id()).toList();
            var freed = sluice.call(() -> {
                var waiting = new ArrayList<Delivery>();
                for (var portion : Rows.portions(ids)) rows.lock(portion, EnumSet.of(State.ON_CALL)).forEach(delivery -> waiting.add(delivery.due(State.WAITING, now)));
                rows.rewrite(waiting);
                return waiting;
            });
            bell.due(freed);
        });
    }

    private State state(Delivery delivery) { return ways.state(delivery.transport(), delivery.target(), delivery.recipient()); }

    /// Tells senders whose mail has been tried in vain for long.
    void tellLate() {
        var oldest = clock.instant().minus(sluice.call(schedules::notice));
        pages(State.WAITING, false, oldest, delivery -> delivery.attempts() > 0, rows -> {
            for (var load : loads(rows, _ -> { })) {
                var told = ending.late(load);
                if (!told.isEmpty()) sluice.run(() -> due.reported(told.stream().map(Delivery::id).toList()));
            }
        });
    }

    /// Ends what people have given up. One thread at a time.
    synchronized void endGivenUp() {
        for (var rows = sluice.call(() -> due.givenUp(PAGE)); !rows.isEmpty(); rows = sluice.call(() -> due.givenUp(PAGE))) {
            for (var load : loads(rows, lost -> hold(lost, State.GIVEN_UP))) {
                var outcomes = new HashMap<Delivery, Outcome>();
                for (var delivery : load.deliveries()) outcomes.put(delivery, new Outcome.Never(delivery.last()));
                ending.settle(load, outcomes, State.GIVEN_UP, false, Map.of(), () -> { });
            }
            if (!moved(rows)) return;                    // nobody could be told of some: again in a minute
        }
    }

    private boolean moved(List<Rows.Row> before) {
        var still = sluice.call(() -> due.givenUp(1));
        return still.isEmpty() || still.getFirst().delivery().id() != before.getFirst().delivery().id();
    }

    private void pages(State state, boolean reported, Instant before, Predicate<Delivery> concerned, Consumer<List<Rows.Row>> work) {
        var place = Place.BEGIN;
        for (boolean full = true; full; ) {
            var from = place;
            var page = sluice.call(() -> due.aged(state, reported, from, before, PAGE));
            full = page.size() == PAGE;
            if (page.isEmpty()) return;
            place = new Place(page.getLast().delivery().arrived(), page.getLast().delivery().id());
            var some = sluice.call(() -> page.stream().filter(row -> concerned.test(row.delivery())).toList());
            if (!some.isEmpty()) work.accept(some);
        }
    }

    /// A person has to look.
    private void hold(List<Delivery> lost, State from) { ending.keep(lost, from, false, Passage.UNREADABLE, Remark.own("4.3.0", Passage.UNREADABLE)); }

    /// @param lost told of those whose message cannot be read
    private List<Load> loads(List<Rows.Row> rows, Consumer<List<Delivery>> lost) {
        var together = new LinkedHashMap<Together, List<Delivery>>();
        for (var row : rows) together.computeIfAbsent(new Together(row.delivery().record(), row.delivery().sender(), ByteBuffer.wrap(row.prefix())), _ -> new ArrayList<>()).add(row.delivery());
        var loads = new ArrayList<Load>();
        together.forEach((key, deliveries) -> {
            try {
                var envelope = envelopes.of(key.record());
                if (envelope.isPresent()) {
                    loads.add(new Load(key.record(), envelope.get(), key.sender(), key.prefix().array(), deliveries));
                    return;
                }
                LOG.log(Level.ERROR, "event=message-gone record={0} deliveries={1}", key.record(), deliveries.size());
                lost.accept(deliveries);
            } catch (IOException unreadable) {
                LOG.log(Level.ERROR, "event=message-unreadable record=" + key.record(), unreadable);
                lost.accept(deliveries);
            }
        });
        return loads;
    }
}
