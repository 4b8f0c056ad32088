package org.posthouse.journey;

import java.time.Instant;

/// What a file of journeys is made of.
sealed interface Item permits Acceptance, Event {
    Instant at();

    /// The message's, as [org.posthouse.store.RecordId] writes it.
    String record();
}
