package org.posthouse.store;

import java.util.List;

/// What a rule decided about some recipients of a message when it was taken, for the dispatcher to carry out and for the journey to tell.
///
/// @param rule       its name, for people
/// @param text       why it is held, the header field with its CRLF, or in words what was done
/// @param recipients their places in the envelope; empty for all of them
public record Ruling(String rule, Action action, String text, List<Integer> recipients) {
    /// Written as a code of their own: add at the end, never reorder.
    public enum Action {
        /// Done already (the envelope is another one since); only told.
        DONE,
        /// Waits for somebody to release it.
        HOLD,
        /// Nobody gets it.
        DISCARD,
        /// A header field stands in front of it.
        FIELD
    }

    public Ruling { recipients = List.copyOf(recipients); }

    public boolean concerns(int recipient) { return recipients.isEmpty() || recipients.contains(recipient); }
}
