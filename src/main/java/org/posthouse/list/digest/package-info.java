/// Digests: several posts of a list in one message, for members who want that, as MIME (RFC 2046 §5.1.5) or as plain text (RFC 1153).
///
/// **Invariants.** Each published post waits for one digest, in a row written with the post, and leaves with the first that is made: the rows go in the transaction that begins the digest's mailings, so no
/// post comes twice or never. A digest that nobody wants is not made. The issue of a list's digests grows by one.
///
/// **Threads.** One, that of housekeeping's chores; digests are written into the store outside of any transaction.
///
/// **Diagnostics.** One INFO line a digest. A post that cannot be read any more is left out, with a WARNING; a store that takes nothing is an exception of the chore, and the posts wait on.
package org.posthouse.list.digest;
