package org.posthouse.routing;

import java.util.List;
import org.posthouse.mime.Address;

/// A rule that fired on the way of an address.
///
/// @param depth steps before it on the same way
/// @param to    what came of it; the first few of many
/// @param more  how many `to` leaves out
public record Step(Rule rule, int depth, Address from, List<String> to, int more) {
    static final int SHOWN = 10;

    public Step { to = List.copyOf(to); }
}
