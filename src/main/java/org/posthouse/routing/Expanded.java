package org.posthouse.routing;

import java.util.List;
import org.posthouse.account.LocalRecipient;

/// All ways of an address.
///
/// @param goals    at least one, none twice, in the order of the rules
/// @param accounts that the mail comes to, whatever their plans do with it
/// @param steps    the rules that fired, in order; empty unless it was asked for
public record Expanded(List<Goal> goals, List<LocalRecipient> accounts, List<Step> steps) {
    public Expanded {
        goals = List.copyOf(goals);
        accounts = List.copyOf(accounts);
        steps = List.copyOf(steps);
    }
}
