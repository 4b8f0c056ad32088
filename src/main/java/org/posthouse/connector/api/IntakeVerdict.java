package org.posthouse.connector.api;

/// What the house says to one whole message.
public sealed interface IntakeVerdict {
    /// On its way to disk: nothing is promised before [Pending#await] says so.
    record Taken(Pending pending) implements IntakeVerdict { }

    /// `reply` is 4xx or 5xx; nothing was kept.
    record Refused(Reply reply) implements IntakeVerdict { }
}
