package org.posthouse.journey;

import java.time.Instant;

/// One thing that happened to a message on its way to one recipient.
///
/// @param at        when
/// @param record    the message's, as [org.posthouse.store.RecordId] writes it
/// @param recipient whom it concerns, as the envelope has it; empty when it concerns all
/// @param kind      what happened
/// @param subject   what it was done with: the new address of a rewriting, the rule that fired, the host that answered, the folder it went to; empty for nothing
/// @param text      in words, or as the other side said it; empty for nothing
public record Event(Instant at, String record, String recipient, Kind kind, String subject, String text) {
    /// The names are kept in files: add, never rename.
    public enum Kind {
        /// Taken from a session, or made by the house.
        ACCEPTED,
        /// An alias, a channel alias, a redirect, a catch-all or a forward made another address of it.
        REWRITTEN,
        /// A rule fired.
        RULE,
        /// In a mailbox.
        DELIVERED,
        /// In the queue.
        QUEUED,
        /// Another server has it, or a program, or a file.
        SENT,
        /// Tried without success; it is tried again.
        DEFERRED,
        /// Given up.
        FAILED,
        HELD, RELEASED,
        /// Somebody took it out of the queue.
        REMOVED,
        /// A report of it was sent.
        REPORTED,
        /// An automatic answer was sent.
        ANSWERED
    }
}
