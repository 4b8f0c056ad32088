package org.posthouse.sieve;

import java.util.List;

/// What a run came to, in the order of the script.
///
/// @param actions with the implicit keep, where the script did not cancel it (RFC 5228 §2.10.2); empty when the message is thrown away
public record Verdict(List<Action> actions) {
    public static final Verdict KEEP = new Verdict(List.of(new Action.Keep(List.of())));

    public Verdict { actions = List.copyOf(actions); }
}
