/// Copies of lists that come back: whose they were, how grave it is, and what becomes of members to whom mail does not get through.
///
/// **Invariants.** A member's score grows once a day at most, however many copies come back on it. A return path that this house has signed says whose copy it was; where there is none the addresses in
/// a report are believed, but such a report never counts more than a temporary failure, because anybody could have written it. Nobody is switched off who was not written to first.
///
/// **Threads.** Those of the queue, one message of a list at a time, in the transaction that ends its row; [Scores#forget][org.posthouse.list.bounce.Scores] runs in housekeeping.
///
/// **Diagnostics.** One INFO line a failure that counts, and one for a member that is switched off. What is no report of a failure ends in silence: an answer to a return path would go round in circles.
package org.posthouse.list.bounce;
