package org.posthouse.queue;

import java.time.Instant;
import java.util.Set;
import org.posthouse.connector.api.Recipient.Notify;
import org.posthouse.store.RecordId;

/// A row of the queue; what is not explained here is as in [Consignment].
///
/// @param destination what goes together over one connection and is found dead together, such as `mx:example.org`
/// @param attempts    made so far
/// @param arrived     when the house took the message
/// @param nextAttempt not before this
/// @param octets      of the message with its prefix
/// @param last        what came of the last attempt
public record Delivery(long id, RecordId record, int number, String sender, String recipient, String original, Set<Notify> notifies, String orcpt, long account, String transport, String target,
                       String destination, State state, String hold, int attempts, Instant arrived, Instant nextAttempt, boolean delayReported, long octets, Remark last) {
    /// Released, or asked for: no longer held.
    Delivery due(State state, Instant when) { return with(target, destination, state, "", when, last); }

    Delivery held(String reason) { return with(target, destination, State.HELD, reason, nextAttempt, last); }

    Delivery to(String target, String destination) { return with(target, destination, state, hold, nextAttempt, last); }

    Delivery givenUp(Remark why, Instant now) { return with(target, destination, State.GIVEN_UP, "", now, why); }

    /// What a run has: one attempt more, and when it waits again should the run die.
    Delivery taken(Instant again) {
        return new Delivery(id, record, number, sender, recipient, original, notifies, orcpt, account, transport, target, destination, State.TRYING, hold, attempts + 1, arrived, again, delayReported, octets, last);
    }

    Delivery later(State state, Instant when, Remark why) { return with(target, destination, state, "", when, why); }

    /// Held for a person, after `why`.
    Delivery kept(String reason, Remark why) { return with(target, destination, State.HELD, reason, nextAttempt, why); }

    private Delivery with(String target, String destination, State state, String hold, Instant nextAttempt, Remark last) {
        return new Delivery(id, record, number, sender, recipient, original, notifies, orcpt, account, transport, target, destination, state, hold, attempts, arrived, nextAttempt, delayReported, octets, last);
    }

    /// Stored by its ordinal: add at the end, never reorder.
    public enum State {
        /// For its time to come.
        WAITING,
        /// For a person.
        HELD,
        /// For its receiver to ask for it, or for a schedule.
        ON_CALL,
        /// In the hands of a run; nobody else touches the row. [#nextAttempt] is when it waits again should the run have died.
        TRYING,
        /// For its end: a person has given it up with [#last], and the sender is about to hear it.
        GIVEN_UP
    }
}
