package org.posthouse.routing;

import java.util.List;

/// All ways of an address.
///
/// @param goals at least one, none twice, in the order of the rules
/// @param steps the rules that fired, in order; empty unless it was asked for
public record Expanded(List<Goal> goals, List<Step> steps) {
    public Expanded {
        goals = List.copyOf(goals);
        steps = List.copyOf(steps);
    }
}
