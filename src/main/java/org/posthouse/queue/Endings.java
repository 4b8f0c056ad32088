package org.posthouse.queue;

import java.util.Map;
import java.util.Set;

/// Tells whom it concerns how deliveries ended, or that they take long. Called without a transaction by the thread that knows, so it may wait for a disk.
public interface Endings {
    /// Before the rows go: what is to be told is on disk when it returns, a line for each delivery, because after a crash the same call comes again. Some of a load's deliveries may
    /// have ended before, others may go on.
    ///
    /// @param outcomes of each delivery that has ended: [Outcome.Never], [Outcome.Expired], and [Outcome.Done] where the sender wants to hear of success (RFC 3461 §4.1)
    /// @return those whose rows stay, with the reason why they are held for a person; of the failed ones only
    /// @throws RuntimeException nobody could be told: what failed stays in the queue, and this is called again later
    Map<Delivery, String> ended(Load load, Map<Delivery, Outcome> outcomes);

    /// Deliveries of a message that have been tried and wait for [Schedules#notice] or longer, asked about every minute.
    ///
    /// @return those that need not be asked about again: the sender was told, or does not want to hear it
    Set<Delivery> late(Load load);
}
