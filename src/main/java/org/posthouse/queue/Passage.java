package org.posthouse.queue;

import java.io.IOException;
import java.lang.System.Logger.Level;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.BooleanSupplier;
import org.posthouse.queue.Delivery.State;
import org.posthouse.queue.Lanes.Turn;
import org.posthouse.queue.Taking.Otherwise;
import org.posthouse.queue.Taking.Taken;

/// One run as its transport sees it. Owned by one thread.
final class Passage implements Run {
    private static final System.Logger LOG = System.getLogger(Passage.class.getName());
    static final String UNREADABLE = "The message cannot be read from the store";
    private static final Remark BROKEN = Remark.own("4.3.0", "This house could not carry out the attempt");
    private static final Duration DATABASE_AWAY = Duration.ofSeconds(1);

    private static final int WITH_WORK = 3;

    /// What all runs share.
    ///
    /// @param closing    no further message
    /// @param unreached  told of a destination that does not answer
    record House(Lanes lanes, Taking taking, Ending ending, Envelopes envelopes, Bell bell, Clock clock, BooleanSupplier closing, BooleanSupplier closed, Unreached unreached) { }

    interface Unreached {
        void tell(Turn turn, Remark why);
    }

    private final House house;
    private final Turn turn;
    private final int most;
    private final QueueLimits limits;
    private final ConcurrentLinkedQueue<Taken> taken = new ConcurrentLinkedQueue<>();
    /// What the transport has and has not settled.
    private final Map<Load, Open> open = Collections.synchronizedMap(new IdentityHashMap<>());
    private Delivery sample;
    private int messages;
    private boolean more = true;
    private boolean failed;

    private record Open(Load load, Set<Delivery> deliveries, Map<Long, Otherwise> otherwise, boolean shelved) { }

    /// @param most recipients of one message
    Passage(House house, Turn turn, QueueLimits limits, int most) {
        this.house = house;
        this.turn = turn;
        this.limits = limits;
        this.most = most;
    }

    /// Takes what the run begins with; false when there is nothing.
    boolean begin() {
        take();
        if (taken.isEmpty()) return false;
        sample = taken.element().deliveries().getFirst();
        return true;
    }

    @Override public String destination() { return turn.work().destination(); }

    @Override public Delivery sample() { return sample; }

    @Override public Optional<Load> next() {
        while (!failed && !house.closing().getAsBoolean() && messages < limits.messages()) {
            if (taken.isEmpty()) take();
            if (taken.isEmpty()) return Optional.empty();
            if (!house.lanes().pay(turn, limits.perMinute(), house.clock().instant())) {
                more = true;
                return Optional.empty();
            }
            var load = load(taken.remove());
            if (load.isPresent()) {
                messages++;
                return load;
            }
        }
        return Optional.empty();
    }

    private void take() {
        var portion = house.taking().take(destination(), most, limits.messages() - messages);
        taken.addAll(portion.taken());
        more = portion.more();
        if (more) house.bell().due(turn.work());                     // for another run beside this one
    }

    private Optional<Load> load(Taken from) {
        try {
            var envelope = house.envelopes().of(from.record());
            if (envelope.isPresent()) {
                var load = new Load(from.record(), envelope.get(), from.sender(), from.prefix(), from.deliveries());
                open.put(load, new Open(load, new HashSet<>(from.deliveries()), from.otherwise(), from.shelved()));
                return Optional.of(load);
            }
            LOG.log(Level.ERROR, "event=message-gone record={0} deliveries={1} what=held", from.record(), from.deliveries().size());
        } catch (IOException unreadable) {
            LOG.log(Level.ERROR, "event=message-unreadable record=" + from.record() + " what=held", unreadable);
        }
        house.ending().keep(from.deliveries(), State.TRYING, from.shelved(), UNREADABLE, Remark.own("4.3.0", UNREADABLE));
        return Optional.empty();
    }

    @Override public void settle(Load load, Map<Delivery, Outcome> outcomes, Runnable work) {
        var rest = open.get(load);
        if (rest == null || !rest.deliveries().containsAll(outcomes.keySet())) throw new IllegalArgumentException("settled before, or not of this run: " + load.record());
        if (outcomes.isEmpty()) return;
        if (!failed && outcomes.values().stream().anyMatch(outcome -> outcome instanceof Outcome.Done || outcome.remark().code() > 0)) {
            house.lanes().answered(turn);
            house.bell().ring();
        }
        untilWritten(() -> house.ending().settle(load, outcomes, State.TRYING, rest.shelved(), rest.otherwise(), work), work == NOTHING ? Integer.MAX_VALUE : WITH_WORK);
        rest.deliveries().removeAll(outcomes.keySet());
        if (rest.deliveries().isEmpty()) open.remove(load);
    }

    /// What the other side has said must not be forgotten because the database is away. What a transport writes itself may never be possible, and is tried from the beginning.
    private void untilWritten(Runnable writing, int most) {
        for (int tries = 1; ; tries++) {
            try {
                writing.run();
                return;
            } catch (RuntimeException failed) {
                if (house.closed().getAsBoolean() || tries == most) throw failed;
                LOG.log(Level.WARNING, "event=not-settled destination={0} what={1}", destination(), failed.getMessage());
                try {
                    Thread.sleep(DATABASE_AWAY);
                } catch (InterruptedException _) {
                    Thread.currentThread().interrupt();
                    throw failed;
                }
            }
        }
    }

    @Override public void unreachable(Remark why) {
        failed = true;
        while (!taken.isEmpty()) load(taken.remove());               // they share its fate
        settleOpen(why);
        house.unreached().tell(turn, why);
    }

    /// The transport has ended with a fault of ours: perhaps of the message in hand, so that the others go on without it.
    void broke() {
        boolean early = open.isEmpty();
        settleOpen(BROKEN);
        if (!early) return;
        failed = true;
        house.unreached().tell(turn, BROKEN);
    }

    /// Nothing stays in its hands.
    ///
    /// @return whether there is more for another run
    boolean end() {
        settleOpen(BROKEN);
        var untried = taken.stream().flatMap(each -> each.deliveries().stream()).toList();
        taken.clear();
        house.taking().putBack(untried);
        return !failed && (more || !untried.isEmpty());
    }

    private void settleOpen(Remark why) {
        for (var each : List.copyOf(open.values())) settle(each.load(), all(each.deliveries(), new Outcome.Later(why)));
    }

    private static Map<Delivery, Outcome> all(Collection<Delivery> deliveries, Outcome outcome) {
        var all = new LinkedHashMap<Delivery, Outcome>();
        for (var delivery : deliveries) all.put(delivery, outcome);
        return all;
    }

    /// What is in its hands; another thread asks.
    List<Delivery> hands() {
        var hands = new ArrayList<Delivery>();
        taken.forEach(each -> hands.addAll(each.deliveries()));
        synchronized (open) {
            open.values().forEach(each -> hands.addAll(each.load().deliveries()));
        }
        return hands;
    }
}
