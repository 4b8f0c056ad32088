package org.posthouse.connector.api;

/// What the house says to one RCPT.
public sealed interface RecipientVerdict {
    /// The last word.
    sealed interface Settled extends RecipientVerdict { }

    /// 250 2.1.5.
    record Welcome() implements Settled { }

    /// `reply` is 4xx or 5xx and goes to the client as it is.
    record Refused(Reply reply) implements Settled { }

    /// Another server has to be asked first. The session awaits the answer after the call that gave this has returned, so nobody waits for a network inside a call.
    record Asking(Answer answer) implements RecipientVerdict { }

    interface Answer {
        /// Bounded by the house's own time limits; when those are over the answer is a 4xx.
        Settled await() throws InterruptedException;
    }
}
