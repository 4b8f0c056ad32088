/// The message store: a log on disk of every message the house accepted, with its envelope. It knows octets and envelopes; folders, accounts and SQL live above.
///
/// A message is *staged* ([Staging][org.posthouse.connector.api.Staging]) while it comes in, *appended* by the one writer, *taken* by the dispatcher in the
/// log's order, *read* by record id as often as rows refer to it, and *compacted* away when none does. docs/store-format.md has the format on disk.
///
/// **Invariants.** A receipt says 250 only after the record, and the name of its file and of its large body, are synced. A failed write or sync is never
/// repeated; the segment is retired at its last synced mark. No octet that something vouches for is ever cut, no record with a wrong CRC leaves the store,
/// and records behind a bad one live on. A record id is for life. Memory grows with segments, not with messages. The checkpoint moves only when the
/// house says that the database is durable up to there.
///
/// **Threads.** One platform thread writes the log ([LogWriter][org.posthouse.store.LogWriter]). Sessions stage, sync their own large bodies, and wait on their
/// receipts, each on its own thread. Any thread reads; each open body has its own channel, because an interrupt closes the channel it hits. One thread
/// takes; compaction runs on the thread that calls it.
///
/// **Diagnostics.** No room: 452 4.3.1. The dispatcher is behind: 451 4.3.2 after a wait. A write or sync failed: 451 4.3.0, one ERROR line, the segment is
/// retired; nothing is retried here, the client tries again. Damage: one ERROR line, one line in `quarantine/damage.log`, the listener is told; the reader
/// gets [DamagedRecord][org.posthouse.store.DamagedRecord], the dispatcher does not see the record. A store that cannot be understood is not opened
/// ([StoreUnusable][org.posthouse.store.StoreUnusable]) and nothing in it is changed by guesswork.
package org.posthouse.store;
