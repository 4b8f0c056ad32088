/// Who is signed in to the web: access tokens, and the networks that may reach the web at all.
///
/// **Invariants.** What is stored of a token is its SHA-256. A token is good for one account, from the network it was given to (unless a setting says otherwise), while it is used often enough, for so
/// many hours in all. It ends in the transaction that locks or deletes the account or gives it another password or other restrictions; only the browser in which that was done goes on.
///
/// **Transactions.** The caller's; [Tokens#find][org.posthouse.token.Tokens] and [WebAccess#admits][org.posthouse.token.WebAccess] need none.
///
/// **Threads.** Any.
///
/// **Diagnostics.** A token that is not good is an empty answer, whatever the reason; nothing is logged here.
package org.posthouse.token;
