package org.posthouse.gateway;

import java.util.List;
import org.posthouse.routing.Route;

/// What somebody wants of a relay domain.
///
/// @param name      `example.org`, or `*.example.org` for everything below it
/// @param target    where its mail goes, as the right side of the routing table; empty: where the routing table says
/// @param tls       what a connection to that target must have
/// @param timing    when
/// @param asking    how it is known who exists there
/// @param addresses one a line, for [Asking#LIST]; the domain may be left out
/// @param callers   addresses and networks that may ask for the mail to go (ETRN)
/// @param accounts  addresses of accounts that may, and that may take it over their own connection (ATRN)
public record RelayPlan(String name, String target, Route.Tls tls, Route.Timing timing, Asking asking, String addresses, List<String> callers, List<String> accounts) {
    public enum Asking {
        /// Nobody knows: everything is taken, and what comes back has to be reported.
        NOBODY,
        LIST,
        /// The next hop, with RCPT.
        NEXT_HOP
    }

    public RelayPlan {
        callers = List.copyOf(callers);
        accounts = List.copyOf(accounts);
    }

    public static RelayPlan of(String name, String target) { return new RelayPlan(name, target, Route.Tls.OFFERED, Route.Timing.AT_ONCE, Asking.NOBODY, "", List.of(), List.of()); }
}
