/// The archive of a list: its posts with their numbers, threads, months and authors; search; mbox in and out.
///
/// **Invariants.** An article is a row of the list's own folder and a row here, made and removed in one transaction with the counters of its thread, month and author; a number is one article for ever.
/// Pages are found by keys, never by counting rows, so a list of twenty years opens like one of a day. The search index holds nothing that the rows and the store do not: it is made anew whenever it is
/// missing, broken or of another mind.
///
/// A file that is brought stands as a row of its own, moved on in the transaction that adds posts: wherever an import stops, nothing of it is lost and nothing comes twice.
///
/// **Threads.** Reading and adding happen in the caller's transaction. The index follows the rows on a thread of its own and is asked on any. Files are brought on two threads of the house, a list's one after the other.
///
/// **Diagnostics.** An article whose record is gone or damaged has no text, and the page says so. An index that cannot be written is logged and tried again; meanwhile new articles are not found by words. An import that fails keeps its file
/// and says why; what of a file could not become a post is kept with its place and reason.
package org.posthouse.list.archive;
