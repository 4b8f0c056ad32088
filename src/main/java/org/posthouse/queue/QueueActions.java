package org.posthouse.queue;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.posthouse.database.AfterCommit;
import org.posthouse.journey.Event.Kind;
import org.posthouse.queue.Delivery.State;

/// What people do to deliveries. In the caller's transaction, a few thousand at a time; takes effect when that is committed.
///
/// Each call passes over ids that are gone, in the hands of a run, given up, or in a state that the action does not fit, and returns how many it changed: a run keeps what it has taken, so nothing
/// is deleted or sent twice under its hands.
@ApplicationScoped public class QueueActions {
    private static final Set<State> AT_REST = EnumSet.of(State.WAITING, State.ON_CALL, State.HELD);
    private static final Set<State> NOT_HELD = EnumSet.of(State.WAITING, State.ON_CALL);

    @Inject Rows rows;
    @Inject Ways ways;
    @Inject Clock clock;
    @Inject Bell bell;
    @Inject Diary diary;

    /// What was done, for when it is committed.
    ///
    /// @param changed as they are now, or were when they were taken out; what waits among them is to be tried although its destination may have failed
    /// @param text    why, or by which way
    private record Acted(List<Delivery> changed, Kind kind, String who, String text) { }

    /// Tries them now, also those that wait to be asked for.
    public int retry(Collection<Long> ids, String who) { return change(ids, NOT_HELD, Kind.QUEUED, who, "", row -> row.due(State.WAITING, clock.instant())); }

    public int hold(Collection<Long> ids, String reason, String who) { return change(ids, NOT_HELD, Kind.HELD, who, reason, row -> row.held(reason)); }

    public int release(Collection<Long> ids, String who) {
        return change(ids, EnumSet.of(State.HELD), Kind.RELEASED, who, "", row -> row.due(ways.state(row.transport(), row.target(), row.recipient()), clock.instant()));
    }

    /// Lets them leave another way, at once unless they are held. Mail to other servers only.
    ///
    /// @param target as the right side of the routing table; empty for the table's own answer
    public int send(Collection<Long> ids, String target, String who) {
        return change(ids, AT_REST, Kind.QUEUED, who, target, row -> {
            if (!row.transport().equals(Transport.SMTP)) return row;
            var other = row.to(target, ways.destination(Transport.SMTP, target, row.recipient()));
            return row.state() == State.HELD ? other : other.due(ways.state(Transport.SMTP, target, row.recipient()), clock.instant());
        });
    }

    /// Ends them as failed: their senders hear it, as the choices for errors are.
    public int giveUp(Collection<Long> ids, Remark why) { return change(ids, AT_REST, Kind.QUEUED, "", "", row -> row.givenUp(why, clock.instant())); }

    /// Takes them out; nobody is told.
    public int remove(Collection<Long> ids, String who) {
        int removed = 0;
        for (var portion : Rows.portions(ids)) {
            var found = rows.lock(portion, AT_REST);
            rows.delete(found);
            if (!found.isEmpty()) AfterCommit.run(() -> committed(new Acted(found, Kind.REMOVED, who, "")));
            removed += found.size();
        }
        return removed;
    }

    private int change(Collection<Long> ids, Set<State> from, Kind kind, String who, String text, Function<Delivery, Delivery> work) {
        int changed = 0;
        for (var portion : Rows.portions(ids)) {
            var after = new ArrayList<Delivery>();
            for (var before : rows.lock(portion, from)) {
                var now = work.apply(before);
                if (!now.equals(before)) after.add(now);
            }
            rows.rewrite(after);
            if (!after.isEmpty()) AfterCommit.run(() -> committed(new Acted(after, kind, who, text)));
            changed += after.size();
        }
        return changed;
    }

    private void committed(Acted event) {
        var waiting = event.changed().stream().filter(delivery -> delivery.state() == State.WAITING && event.kind() != Kind.REMOVED).toList();
        bell.forgive(waiting.stream().map(Delivery::destination).collect(Collectors.toCollection(TreeSet::new)));
        bell.due(waiting);
        if (event.changed().stream().anyMatch(delivery -> delivery.state() == State.GIVEN_UP)) bell.givenUp();
        if (event.kind() == Kind.QUEUED && event.text().isEmpty()) return;              // tried now, or about to end: what comes of it is told then
        for (var delivery : event.changed()) diary.note(delivery, event.kind(), event.kind() == Kind.QUEUED ? delivery.destination() : event.who(), event.text());
    }
}
