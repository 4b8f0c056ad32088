package org.posthouse.collecting;

import java.time.Instant;
import java.util.Optional;

/// How it goes with a mailbox at a provider.
///
/// @param next     when it is looked at again by itself
/// @param began    the last run; empty before the first
/// @param ended    empty while one is under way, and after a stop in the middle of one
/// @param said     by the provider or the network, where something went wrong
/// @param taken    messages that the last run brought
/// @param passed   messages that stay there because they are too large
/// @param total    messages that all runs have brought
/// @param failures runs in a row that failed
public record CollectRun(Instant next, Optional<Instant> began, Optional<Instant> ended, Outcome outcome, String said, int taken, int passed, long total, int failures) {
    static final int MOST_SAID = 1000;

    /// Kept by name.
    public enum Outcome {
        /// Not run yet.
        NEVER,
        GOOD,
        /// No such host.
        NO_HOST,
        /// Nobody answers there, or not in time.
        NO_ANSWER,
        /// TLS could not be agreed on, or the certificate is not good for the host.
        NO_TLS,
        /// Name and password are not taken.
        NO_LOGIN,
        /// The host is one of the inner network, and it was no postmaster who named it.
        NOT_ALLOWED,
        /// No such folder.
        NO_FOLDER,
        /// Somebody else has the mailbox open (RFC 2449 §8.1.1), or the provider wants us to come later.
        BUSY,
        /// The provider does not name its messages (UIDL), so that nobody could tell new ones from old.
        NO_NAMES,
        /// The account here is gone.
        NO_ACCOUNT,
        /// The provider spoke nonsense or hung up.
        BROKE_OFF,
        /// This house could not keep what came.
        NOT_KEPT
    }

    static CollectRun fresh(Instant now) { return new CollectRun(now, Optional.empty(), Optional.empty(), Outcome.NEVER, "", 0, 0, 0, 0); }
}
