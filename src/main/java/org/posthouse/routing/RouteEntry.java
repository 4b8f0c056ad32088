package org.posthouse.routing;

/// A line of the mail routing table, as it is written.
///
/// @param pattern  see [Pattern]
/// @param target   see [Target]
/// @param login    name at the next hop; empty for none
/// @param password that goes with it. Nobody reads it again; when it is empty in what is to be stored, the one of the entry with this target and login stays
public record RouteEntry(String pattern, String target, Route.Tls tls, String login, String password, Route.Timing timing) {
    /// By MX, or to a host, with nothing special about it.
    public RouteEntry(String pattern, String target) { this(pattern, target, Route.Tls.OFFERED, "", "", Route.Timing.AT_ONCE); }

    /// As people see it.
    @Override public String toString() { return pattern + " → " + target; }
}
