/// What happened to each message, for everybody it concerns.
///
/// **Invariants.** Noting an event never waits for a disk and never fails its caller. That a message was accepted is the store's record and can always be told again; other events are
/// appended to a file for each day and may lack the last second before a crash.
///
/// **Threads.** Any notes; one thread of its own writes and indexes.
///
/// **Diagnostics.** A file that cannot be written is one ERROR line an hour; mail goes on.
package org.posthouse.journey;
