package org.posthouse.collecting;

import java.io.IOException;

/// A run cannot go on, for a reason that its owner can be told.
final class Trouble extends IOException {
    private static final long serialVersionUID = 1L;

    private final CollectRun.Outcome outcome;

    /// @param said in the other side's words
    Trouble(CollectRun.Outcome outcome, String said) {
        super(said);
        this.outcome = outcome;
    }

    CollectRun.Outcome outcome() { return outcome; }
}
