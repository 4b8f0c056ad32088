/// Folders and the messages in them: rows that point into the store.
///
/// **Invariants.** A UID is taken from its folder's row, whose lock is held to the commit, so nobody ever sees 6 before 5 (RFC 9051 §2.3.1.1); several folders
/// are locked in the order of their ids. After a stop that was not clean on a database whose commits may be lost, every folder's next UID jumps, so that none is
/// used twice. A message row's prefix, size and record id never change. The folder's counters equal its rows at every commit. UIDL is record id and
/// delivery number, which have nothing to do with UIDs.
///
/// **Threads.** The dispatcher's thread adds; endpoint calls read and expunge; each in a transaction of its own. [MaildropLocks][org.posthouse.mailbox.MaildropLocks] is
/// memory of this process, so that no lock outlives it.
///
/// **Diagnostics.** A record that is damaged or gone is no exception here but an empty answer, logged once with the record's id.
package org.posthouse.mailbox;
