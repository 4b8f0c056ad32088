package org.posthouse.queue;

/// What came of one attempt of one delivery.
public sealed interface Outcome {
    Remark remark();

    /// The other side has taken it.
    ///
    /// @param reports the other side will send the reports that the sender asked for (RFC 3461 §5.2.3); false makes ours say that it was relayed to a server without them
    record Done(Remark remark, boolean reports) implements Outcome { }

    /// Not now; again later.
    record Later(Remark remark) implements Outcome { }

    /// Never.
    record Never(Remark remark) implements Outcome { }

    /// Not now, and its time is over. What the queue makes of a [Later]; a transport never says it.
    record Expired(Remark remark) implements Outcome { }
}
