/// Links and addresses that are mailed to somebody, who proves by using one that the mail was read: a forward to elsewhere, a first password, what members of lists ask for.
///
/// **Invariants.** What is stored of a token is its SHA-256. A token is for one purpose, good until its time is over, and used once: of two who use it at the same time one does. Opening a page with it
/// changes nothing, because whatever looks through mail opens links.
///
/// **Transactions.** The caller's.
///
/// **Threads.** Any.
///
/// **Diagnostics.** A token that is not good is an empty answer, whatever the reason; nothing is logged here, and tokens never.
package org.posthouse.link;
