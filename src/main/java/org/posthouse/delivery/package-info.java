/// From an acknowledged envelope to rows: the dispatcher expands each envelope once and owns the order of what is done for it.
///
/// **Invariants.** Every acknowledged envelope is dispatched exactly once in effect: its rows and its marker are written in one transaction, and a marker is kept until
/// the store's checkpoint has passed it. The checkpoint passes an envelope only when the database would not lose its rows in a power cut. An
/// envelope is never dropped: a recipient that nobody is any more becomes mail for the postmaster.
///
/// **Threads.** One virtual thread takes envelopes from the store in their order and commits many in one transaction; a second makes what is dispatched durable and moves the
/// checkpoint. Replay after a start is the same loop.
///
/// **Diagnostics.** A batch that fails is tried again as a whole, then envelope by envelope, so that one that cannot be dispatched stops nobody: it is logged as ERROR, waits
/// for the next start, and holds the checkpoint where it is. While the database is away the loop waits, one WARNING a failure.
package org.posthouse.delivery;
