/// Commands to lists by mail: `list-request@`, `list-control@`, `list-subscribe@`, `list-unsubscribe@`, `list.manager@`, and answers to what lists asked, at `list-confirm+token@`.
///
/// Lines are read in two idioms by one [grammar][org.posthouse.list.command.Grammar]: with `#` in front, and words as Majordomo has them. Quotes, signatures and whatever is no plain text are passed over.
///
/// **Invariants.** A mail causes one letter to who sent it at most: the results, or the one question when there is one command that only asks. RFC 3834 throughout: nothing that a program, a list or a house has
/// sent is answered or acted on, and answers have the null sender. Nobody's address in From is believed: what changes something is done when the sender signed in as that account, or when the address has
/// answered a letter about just this. What is only read goes to the address that asked and to nobody else.
///
/// **Transactions.** Commands are done in the transaction that ends the mail's row in the queue, with the letters that follow; articles that were asked for are sent behind it.
///
/// **Threads.** Runs of the queue, one mail of a list at a time.
///
/// **Diagnostics.** Each mail is one line of the log; what could not be done is `Failed` with the reason in the answer. Mail that may not be answered ends quietly.
package org.posthouse.list.command;
