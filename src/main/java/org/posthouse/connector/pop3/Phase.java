package org.posthouse.connector.pop3;

import java.util.Optional;
import org.posthouse.connector.api.SignedIn;

/// The states of RFC 1939 §3, each with what is known in it.
sealed interface Phase {
    /// @param user what USER said, waiting for PASS
    record Authorization(Optional<String> user) implements Phase {
        static final Authorization START = new Authorization(Optional.empty());
    }

    /// The maildrop is open, its lock held.
    record Transaction(SignedIn who, Snapshot drop) implements Phase { }

    /// QUIT has been carried out and the lock given up.
    record Update() implements Phase { }
}
