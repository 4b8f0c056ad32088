package org.posthouse.queue;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.lang.System.Logger.Level;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.posthouse.database.Durability;
import org.posthouse.database.UnitOfWork;
import org.posthouse.domain.Rejected;
import org.posthouse.routing.Target;

/// Carries out what somebody wants done with deliveries, however many: some to a transaction, so that nobody else waits long. For faces, outside of transactions; durable when it returns.
@ApplicationScoped public class QueueWork {
    private static final System.Logger LOG = System.getLogger(QueueWork.class.getName());
    private static final int STEP = 1000;

    public enum Action {
        RETRY, HOLD, RELEASE,
        /// Another way for mail to other servers.
        ROUTE,
        /// Back to the sender.
        BOUNCE,
        /// Nobody is told.
        DELETE;

        public String label() { return name().toLowerCase(Locale.ROOT); }

        /// Cannot be taken back.
        public boolean isFinal() { return this == BOUNCE || this == DELETE; }

        public static Optional<Action> of(String label) { return Arrays.stream(values()).filter(action -> action.label().equals(label)).findFirst(); }
    }

    @Inject QueueActions actions;
    @Inject UnitOfWork unitOfWork;
    @Inject Durability durability;

    /// @param who    address of the person
    /// @param target for [Action#ROUTE]: as the right side of the routing table, empty for the table's own answer
    /// @return how many it was done with; the others are gone, or in a state that it does not fit
    /// @throws Rejected INVALID `target`
    public int apply(Action action, String who, String target, List<Long> ids) {
        if (action == Action.ROUTE && !target.isEmpty() && Target.read(target).isEmpty()) throw Rejected.invalid("target", "must be a host, host:port, [host] or [address]; * is by MX");
        int done = 0;
        for (int from = 0; from < ids.size(); from += STEP) {
            var some = ids.subList(from, Math.min(ids.size(), from + STEP));
            done += unitOfWork.call(() -> apply(action, some, who, target));
        }
        durability.await();
        LOG.log(Level.INFO, "event=queue-action action={0} by={1} wanted={2} done={3}", action.label(), who, Integer.toString(ids.size()), Integer.toString(done));
        return done;
    }

    private int apply(Action action, List<Long> ids, String who, String target) {
        return switch (action) {
            case RETRY -> actions.retry(ids, who);
            case HOLD -> actions.hold(ids, "held by " + who, who);
            case RELEASE -> actions.release(ids, who);
            case ROUTE -> actions.send(ids, target, who);
            case BOUNCE -> actions.giveUp(ids, Remark.own("5.0.0", "given up by the administrator of this server"));
            case DELETE -> actions.remove(ids, who);
        };
    }
}
