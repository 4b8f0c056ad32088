package org.posthouse.connector.api;

/// What the house says to one RCPT.
public sealed interface RecipientVerdict {
    /// 250 2.1.5.
    record Welcome() implements RecipientVerdict { }

    /// `reply` is 4xx or 5xx and goes to the client as it is.
    record Refused(Reply reply) implements RecipientVerdict { }
}
