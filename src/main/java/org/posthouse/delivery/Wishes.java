package org.posthouse.delivery;

import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.posthouse.connector.api.Recipient.Notify;
import org.posthouse.routing.Goal;
import org.posthouse.routing.Resolution;

/// What the sender wants to hear of each copy that one recipient's mail becomes (RFC 3461 §5.2.7). One copy keeps all; of several only the mailbox that was addressed tells of success, or the house
/// says once that the address was expanded.
///
/// @param own    of the mailbox that was addressed
/// @param others of the further copies
record Wishes(Set<Notify> own, Set<Notify> others, Optional<Goal> mailbox, boolean expanded) {
    static Wishes of(Set<Notify> asked, List<Goal> goals) {
        if (goals.size() < 2 || !asked.contains(Notify.SUCCESS)) return new Wishes(asked, asked, Optional.empty(), false);
        var others = EnumSet.copyOf(asked);
        others.remove(Notify.SUCCESS);
        var mailbox = goals.stream().filter(goal -> !goal.sentOn() && goal.end() instanceof Resolution.Mailbox).findFirst();
        return new Wishes(asked, others.isEmpty() ? Set.of(Notify.NEVER) : others, mailbox, mailbox.isEmpty());
    }

    Set<Notify> of(Goal goal) { return mailbox.filter(goal::equals).isPresent() ? own : others; }
}
