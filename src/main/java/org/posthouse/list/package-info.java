/// Mailing lists: what a list is, who belongs to it, which addresses it has, and the way of mail to them. What happens to a post, a command, a bounce is done by packages above that
/// each take some of a list's [roles][org.posthouse.list.ListRole] as a [Receiver][org.posthouse.list.Receiver].
///
/// **Invariants.** A list's addresses are nobody else's: its names and what is made of them win over accounts and are refused when an account or alias has one. Mail to a list is a row of the queue
/// with the transport [ListTransport][org.posthouse.list.ListTransport] until what it causes is committed in the transaction that ends the row, so nothing happens twice or not at all. The mail of one list is
/// worked on one after the other; the numbers of its posts have no gaps. An address is a member once, in one spelling.
///
/// **Threads.** [Lists#now][org.posthouse.list.Lists#now] answers any thread from memory; all else works in its caller's transaction.
///
/// **Diagnostics.** What cannot be is a [Rejected][org.posthouse.domain.Rejected] that names the field. Mail that no receiver can make sense of goes back to who sent it, if that is allowed.
package org.posthouse.list;
