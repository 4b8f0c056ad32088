package org.posthouse.change;

import java.time.Instant;
import java.util.List;

/// One entry of the history.
///
/// @param number  as people call it: #481
/// @param account who did it, 0 for the house itself
/// @param by      their address then
/// @param face    how: web, api, mail
/// @param client  from where
/// @param form    the form's id
/// @param key     of the thing
/// @param thing   its name then
/// @param undoes  the change that this one took back, 0 for none
public record Change(long number, Instant at, long account, String by, String face, String client, String form, String key, String thing, long undoes, List<Difference> differences) {
    public Change { differences = List.copyOf(differences); }

    /// @param from empty lists stand for nothing
    public record Difference(String field, List<String> from, List<String> to, boolean secret) {
        public Difference {
            from = List.copyOf(from);
            to = List.copyOf(to);
        }
    }
}
