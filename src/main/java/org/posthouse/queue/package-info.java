/// Deliveries that may have to be tried again: to other servers, to programs, into files, into a mailbox after they were held.
///
/// **Invariants.** A delivery is one row: one recipient of one message with one transport. It enters in the transaction that dispatches its envelope, and leaves in the transaction that
/// knows its end: delivered, or reported, or taken out by a person. The time of the next attempt is written before an attempt is made. A transport takes the next message of a connection only
/// when the ends of the one before are durable, so a crash repeats at most what was open on each connection.
///
/// What somebody is to be told is a line, written before the row goes; lines of one message become one report. Reports have no sender, and one that fails is told to the postmaster at most, once.
///
/// A row that a run has taken is TRYING until the run has settled it, and nobody else changes it; should the run die with the
/// house, its next start frees it where the database is its own, and whoever looks next when the time of its next attempt has passed.
///
/// What goes to a server that answers is TRYING from the first and lies on a shelf in memory until a run calls for it: such a row is written once and goes once,
/// in a table that no index but its ids keeps in order. What nobody calls for soon is put back, and what must wait becomes part of the queue; no row goes the other way.
///
/// **Turns.** What is committed is heard of at once; everything else is found by looking along an index, page by page, and never held in memory as a whole. Destinations stand in three lanes, each with
/// its share of all runs: those that answer, those that nobody knows yet, and those that did not answer, which rest for longer and longer while their rows wait together. So a hundred thousand
/// deliveries to the dead do not slow mail to the living.
///
/// **Threads.** One thread looks for due work, one ends every minute what is too old or given up, and one tells what there is to tell; each run of a destination has a virtual thread of its own, as many as the limits allow. Runs that
/// settle at the same time share a transaction and a sync.
///
/// **Diagnostics.** One INFO line for each attempt of each message; what the other side said stands in the row and in the journey. A transport that throws has its deliveries tried again later, and
/// one ERROR line. A report that cannot be sent is tried again every minute, with an ERROR line, and keeps no other waiting.
package org.posthouse.queue;
