package org.posthouse.journey;

import java.time.Instant;
import java.util.Optional;

/// What became of a message for one recipient, as far as somebody may know.
///
/// @param recipient as the envelope has it, or the address in whose name the copy came
/// @param address   where the copy goes when that is another address; empty when it is the same or is not theirs to know
/// @param at        when that became so
/// @param last      the event that made it so; empty when it is not theirs to know, or nothing happened yet
public record Fate(String recipient, String address, State state, Instant at, Optional<Event> last) {
    /// Those that want somebody first.
    public enum State {
        FAILED, HELD, WAITING, REMOVED,
        /// Nothing is known but that it was taken.
        TAKEN,
        /// Another server, a program or a file has it.
        SENT,
        /// In a mailbox here; or, to whom it is not theirs to know, delivered in some way.
        DELIVERED;

        public boolean isOver() { return this == FAILED || this == REMOVED || this == SENT || this == DELIVERED; }
    }
}
