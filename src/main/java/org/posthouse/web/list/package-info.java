/// Pages of mailing lists that are no archives: lists on offer, what a list is, a member's own page, and the owners' pages.
///
/// [ListsServlet][org.posthouse.web.ui.ListsServlet] has all below `/lists/<address>/` and hands over to the [ListPage][org.posthouse.web.ui.ListPage] bean of the word behind the address: `info`, `me` and
/// `admin` are here, `leave` and `confirm` (mailed links) too, and whatever no bean takes by a word is the archive's, which takes the empty one.
///
/// **Invariants.** `admin` shows nothing to others than owners and administrators of the list's domain, `me` nobody but oneself. A list that is not on offer to somebody is not shown in any overview. Only POST changes anything.
///
/// **Threads.** The server's request threads.
///
/// **Diagnostics.** 404 for a list or page that is not there, 403 for what is not theirs; strangers are asked to sign in. What cannot be is told at its field with 422.
package org.posthouse.web.list;
