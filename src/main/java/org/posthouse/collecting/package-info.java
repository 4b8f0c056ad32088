/// Fetches mail that a provider keeps for people of this house, by POP3 (RFC 1939) or IMAP (RFC 9051).
///
/// **Invariants.** A message is removed at the provider only after it is on this house's disk and its name there is durably remembered, so a stop at any moment loses none; a message that is fetched again after
/// one has the same cause and is delivered once. A mailbox is fetched by one run at a time. Nothing a provider sends is believed without a cap: lines, lists and messages have limits, every wait has an end, and
/// a message passes to disk in pieces.
///
/// **Threads.** One looks for mailboxes that are due, each run has a virtual thread of its own; what a run keeps in the database it keeps in transactions of its own.
///
/// **Diagnostics.** One INFO line a run with what it brought. What went wrong stands with the mailbox, in the provider's words, for who owns it; after failures it is tried again in growing pauses up to a day.
package org.posthouse.collecting;
