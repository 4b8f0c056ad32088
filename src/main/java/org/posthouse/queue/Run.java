package org.posthouse.queue;

import java.util.Map;
import java.util.Optional;

/// The work of one destination, handed to a transport load by load, so that it can use a connection again. Owned by the thread that carries it.
public interface Run {
    /// No work besides.
    Runnable NOTHING = () -> { };

    String destination();

    /// Any delivery of the run: what the destination was made of.
    Delivery sample();

    /// The next message for this destination; empty when there is none that is due, the run had its share, or the house is closing. What was taken is tried: it must be settled.
    Optional<Load> next();

    /// Tells what came of deliveries of a load. When it returns that is durable; only then may the next load be sent over the same connection. Deliveries of a load that are never settled are tried again later.
    default void settle(Load load, Map<Delivery, Outcome> outcomes) { settle(load, outcomes, NOTHING); }

    /// The same with what a transport does in the database: in one transaction with the end of these rows, so both happen or neither. Left out when a row has been taken from this run. May be
    /// run more than once, as every [unit of work][org.posthouse.database.UnitOfWork].
    void settle(Load load, Map<Delivery, Outcome> outcomes, Runnable work);

    /// The destination as a whole does not answer: all that waits for it waits longer, without an attempt for each. Loads that are not settled get the same remark.
    void unreachable(Remark why);
}
