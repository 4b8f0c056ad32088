package org.posthouse.routing;

import java.util.List;
import java.util.Optional;

/// What would happen to a message.
///
/// @param said  by relay control and others, in the order in which they would decide
/// @param steps the rules of addresses that fire
/// @param ends  where it would end
/// @param more  how many ends are left out
public record Explained(List<Explainer.Said> said, List<Step> steps, List<End> ends, int more) {
    public Explained {
        said = List.copyOf(said);
        steps = List.copyOf(steps);
        ends = List.copyOf(ends);
    }

    /// Nobody refuses it at the door.
    public boolean taken() { return said.stream().noneMatch(one -> one.verdict() == Explainer.Verdict.REFUSED); }

    /// @param sender  under which it leaves; empty for the null sender and for what stays here
    /// @param route   of a goal on another server
    /// @param servers in the order in which they would be tried
    /// @param problem why there are none, or why it goes back; empty when all is well
    public record End(Goal goal, String sender, Optional<Rule> route, List<String> servers, String problem) {
        public End { servers = List.copyOf(servers); }
    }
}
