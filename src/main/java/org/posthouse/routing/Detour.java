package org.posthouse.routing;

import java.util.Optional;

/// Ways that stand outside the routing table: of relay domains, of addresses that another house of the same domain knows. CDI beans, asked before the table, in any order: they know different addresses.
public interface Detour {
    /// Empty when it has nothing to say of this address. Answers from memory.
    ///
    /// @param recipient `local@domain`
    Optional<Way> to(String recipient);

    /// @param target as the right side of the table; empty: the table decides which server, and this way only when
    /// @param tls    used with a target
    /// @param dead   why the mail has nowhere to go, for its sender; empty for mail that has
    /// @param rule   for people, with the link to its form
    record Way(String target, Route.Tls tls, Route.Timing timing, String dead, Rule rule) { }

    /// @param text as people know it, `relay domain podunk.edu`
    /// @param form path of its form
    record Rule(String text, String form) { }
}
