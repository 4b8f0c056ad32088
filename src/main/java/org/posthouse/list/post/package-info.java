/// What becomes of a message that is written to a list: whether it goes out, waits for an owner, or goes back; what members see of it; how it reaches them.
///
/// **The order of checks.** What goes in a circle or was written by a program that answers (no sender, the list's own List-Id, List-Post, Delivered-To or X-Loop, Auto-Submitted: auto-replied, reports)
/// is dropped. Then: an author there must be, in one From field; the banned; size; posts of the author today, counted as they come in whatever becomes of them; what looks like a command is answered and dropped;
/// senders whose domain disowns them wait; who may post; mail of other lists and machines waits unless its author is listed; newcomers wait; attachments; moderated lists. An owner or a trusted member who surely wrote
/// it (signed in, or SPF passed for the author's own address) passes what is moderated. The author is the first address in From; the envelope's sender counts beside it, for people whose From is another of their addresses.
///
/// **Invariants.** A post that goes out is composed and stored first; its number, its article in the archive, its mailing and the end of its row in the queue are one transaction. A crash before it leaves a
/// stored message that nobody refers to, a crash behind it loses nothing. A held post is a row that keeps the stored message; approved, it goes back into the queue and is published in its turn.
/// The body is never changed where a signature or encryption covers it, and no value of a form or a message can begin a header field.
///
/// **Threads.** Posts are worked on by the queue's runs, one of a list at a time. One thread of the house hands mailings over, a portion of each in turn.
///
/// **Diagnostics.** One INFO line for each post with what became of it, and the same in its journey. A refused post goes back with the reason in words. When an author's DMARC policy cannot be asked in time, From is
/// rewritten: members can still answer, while copies that are refused would switch members off.
package org.posthouse.list.post;
