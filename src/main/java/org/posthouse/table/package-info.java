/// Accounts as a table, in and out, for the web and the API alike: reading and writing CSV, what a table would do, doing it, and the work that goes on behind a page that has been answered.
///
/// **Invariants.** What export writes, import reads. Each row is taken or refused for itself; an account that is there is left alone, so the same table can be sent again. A look changes nothing. Secrets
/// are in no export, no result and no history. One table is imported at a time. What comes from a UNIX machine (its passwd, aliases and files in homes) is anybody's text: it is read in memory with limits, and
/// nothing in it runs a program or names a file unless an administrator has registered just that; the links to first passwords are in the result alone, for whoever sent the files.
///
/// **Threads.** The caller's for the API; a thread of the house for the web, whose tables live in memory until they are an hour old or the house stops.
///
/// **Diagnostics.** A table that cannot be read is [Unreadable][org.posthouse.table.Unreadable] or a [Rejected][org.posthouse.domain.Rejected] that names the column; a row that cannot be taken is a line that says why.
/// A work that breaks off leaves an ERROR line, a finished one an INFO line with its counts.
package org.posthouse.table;
