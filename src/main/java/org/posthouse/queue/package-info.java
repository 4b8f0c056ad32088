/// Deliveries that may have to be tried again: to other servers, to programs, into files, into a mailbox after they were held.
///
/// **Invariants.** A delivery is one row: one recipient of one message with one transport. It enters in the transaction that dispatches its envelope, and leaves in the transaction that
/// knows its end: delivered, or reported, or taken out by a person. The time of the next attempt is written before an attempt is made. A transport takes the next message of a connection only
/// when the ends of the one before are durable, so a crash repeats at most what was open on each connection.
///
/// What somebody is to be told is a line, written before the row goes; lines of one message become one report. Reports have no sender, and one that fails is told to the postmaster at most, once.
///
/// **Threads.** One thread looks for due work, one tells what there is to tell; each run of a destination has a virtual thread of its own, as many as the limits allow.
///
/// **Diagnostics.** One INFO line for each attempt of each message; what the other side said stands in the row and in the journey. A transport that throws has its deliveries tried again later, and
/// one ERROR line. A report that cannot be sent is tried again every minute, with an ERROR line, and keeps no other waiting.
package org.posthouse.queue;
