package org.posthouse.queue;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Instance;
import jakarta.inject.Inject;
import java.lang.System.Logger.Level;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.posthouse.connector.api.Recipient.Notify;
import org.posthouse.queue.Delivery.State;
import org.posthouse.queue.Settling.Part;
import org.posthouse.queue.Taking.Otherwise;

/// What follows from what came of an attempt: first whoever must hear of it is told, then the rows go or wait.
@ApplicationScoped class Ending {
    private static final System.Logger LOG = System.getLogger(Ending.class.getName());
    /// When a run took longer than the pause that was to follow it, or nobody could be told how a delivery ended.
    private static final Duration SOON = Duration.ofMinutes(5);
    private static final int WORDS = 200;

    @Inject Instance<Endings> endings;
    @Inject Settling settling;
    @Inject Shelf shelf;
    @Inject Diary diary;
    @Inject Clock clock;

    /// Durable when it returns.
    ///
    /// @param from      the state that the rows are in
    /// @param shelved   they come from the shelf
    /// @param otherwise of deliveries that may be tried again
    /// @throws RuntimeException nothing is settled
    void settle(Load load, Map<Delivery, Outcome> outcomes, State from, boolean shelved, Map<Long, Otherwise> otherwise, Runnable work) {
        var now = clock.instant().truncatedTo(ChronoUnit.MICROS);
        var counted = new LinkedHashMap<Delivery, Outcome>();
        outcomes.forEach((delivery, outcome) -> counted.put(delivery, last(delivery, otherwise) && outcome instanceof Outcome.Later(var remark) ? new Outcome.Expired(remark) : outcome));
        var held = tell(load, counted);
        var ended = new ArrayList<Delivery>();
        var changed = new ArrayList<Delivery>();
        counted.forEach((delivery, outcome) -> {
            if (outcome instanceof Outcome.Later(var remark)) changed.add(delivery.later(state(delivery, otherwise), next(delivery, now), remark));
            else if (held.containsKey(delivery)) changed.add(delivery.kept(held.get(delivery), outcome.remark()));
            else ended.add(delivery);
        });
        settling.settle(new Part(from, shelved, ended, changed, work));
        if (shelved) shelf.gone(counted.keySet());
        counted.forEach(diary::ended);
        held.forEach(diary::kept);
        log(load, counted);
    }

    /// A message that cannot be read is nobody's fault but ours: a person has to look.
    void keep(List<Delivery> deliveries, State from, boolean shelved, String reason, Remark why) {
        var kept = new ArrayList<Delivery>();
        for (var delivery : deliveries) kept.add(delivery.kept(reason, why));
        settling.settle(new Part(from, shelved, List.of(), kept, () -> { }));
        if (shelved) shelf.gone(deliveries);
        for (var delivery : kept) diary.kept(delivery, reason);
    }

    /// Whose rows stay although they have ended. When nobody can be told, failures become delays in `counted`; what was delivered is not sent again for want of a report.
    private Map<Delivery, String> tell(Load load, Map<Delivery, Outcome> counted) {
        var telling = new HashMap<Delivery, Outcome>();
        counted.forEach((delivery, outcome) -> {
            boolean silent = outcome instanceof Outcome.Later || outcome instanceof Outcome.Done && !delivery.notifies().contains(Notify.SUCCESS);
            if (!silent) telling.put(delivery, outcome);
        });
        if (telling.isEmpty()) return Map.of();
        try {
            return endings.get().ended(load, telling);
        } catch (RuntimeException untold) {
            LOG.log(Level.ERROR, "event=end-untold record=" + load.record() + " what=tried again later", untold);
            telling.forEach((delivery, outcome) -> {
                if (!(outcome instanceof Outcome.Done)) counted.put(delivery, new Outcome.Later(outcome.remark()));
            });
            return Map.of();
        }
    }

    private static boolean last(Delivery delivery, Map<Long, Otherwise> otherwise) { return otherwise.containsKey(delivery.id()) && otherwise.get(delivery.id()).last(); }

    private static State state(Delivery delivery, Map<Long, Otherwise> otherwise) {
        return otherwise.containsKey(delivery.id()) ? otherwise.get(delivery.id()).state() : delivery.state() == State.TRYING ? State.WAITING : delivery.state();
    }

    /// As it was written before the attempt.
    private static Instant next(Delivery delivery, Instant now) { return delivery.nextAttempt().isAfter(now) ? delivery.nextAttempt() : now.plus(SOON); }

    private static void log(Load load, Map<Delivery, Outcome> counted) {
        int done = 0;
        int later = 0;
        for (var outcome : counted.values()) {
            if (outcome instanceof Outcome.Done) done++;
            else if (outcome instanceof Outcome.Later) later++;
        }
        var first = counted.entrySet().iterator().next();
        var said = first.getValue().remark();
        LOG.log(Level.INFO, "event=attempt record={0} destination={1} delivered={2} later={3} failed={4} host={5} code={6} answer={7}", load.record(), first.getKey().destination(), done, later,
                counted.size() - done - later, said.host(), said.code(), Rows.cut(said.text(), WORDS));
    }

    /// Tells the senders of a message that it takes long.
    Set<Delivery> late(Load load) { return endings.get().late(load); }
}
