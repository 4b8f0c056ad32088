package org.posthouse.journey;

import java.time.Instant;

/// One thing that happened to a message on its way to one recipient.
///
/// Who may read of it is decided by `recipient`, `address` and `account`, so whoever notes something of a copy that somebody's plan, alias or list has sent elsewhere says so with [#to]
/// and [#of]: the sender must not learn from it where other people's mail goes.
///
/// @param at        when
/// @param record    the message's, as [org.posthouse.store.RecordId] writes it
/// @param recipient whom it concerns, as the envelope has it; empty when it concerns all
/// @param address   where this copy goes when that is another address than the recipient's; empty when it is the same
/// @param account   whose doing or whose mailbox it is; 0 for nobody's here
/// @param kind      what happened
/// @param subject   what it was done with: the new address of a rewriting, the rule that fired, the host that answered, the folder it went to; empty for nothing
/// @param text      in words, or as the other side said it; empty for nothing
public record Event(Instant at, String record, String recipient, String address, long account, Kind kind, String subject, String text) implements Item {
    /// The names are kept in files: add, never rename.
    public enum Kind {
        /// Taken from a session, or made by the house. Noted by the dispatcher for every envelope, see [Acceptance].
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

    private static final int LONGEST = 1000;

    public Event {
        subject = line(subject);
        text = line(text);
        if (address.equalsIgnoreCase(recipient)) address = "";
    }

    /// Of nobody's account, at the recipient's own address.
    public Event(Instant at, String record, String recipient, Kind kind, String subject, String text) { this(at, record, recipient, "", 0, kind, subject, text); }

    /// The same of a copy that goes to this address.
    public Event to(String address) { return new Event(at, record, recipient, address, account, kind, subject, text); }

    /// The same as the doing, or in the mailbox, of this account.
    public Event of(long account) { return new Event(at, record, recipient, address, account, kind, subject, text); }

    /// Where this copy goes, whether that is the recipient's address or another.
    public String goal() { return address.isEmpty() ? recipient : address; }

    private static String line(String text) {
        var line = text.chars().anyMatch(Character::isISOControl) ? text.replaceAll("\\p{Cntrl}+", " ").strip() : text;
        return line.length() > LONGEST ? line.substring(0, LONGEST) : line;
    }
}
