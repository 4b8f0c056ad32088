/// The history of changes: each applied form is one numbered entry that says who changed what, from what, to what.
///
/// **Invariants.** Numbers grow by one without holes that a person could see as missing changes: an entry is written in the transaction of what it tells. Entries are never changed, only thrown away
/// by age. Secrets are masked before they come here.
///
/// **Transactions.** [History][org.posthouse.change.History] works in its caller's.
///
/// **Threads.** Any; writers queue at the counter's row until they commit.
///
/// **Diagnostics.** Nothing is logged here; a change that cannot be written takes what it tells with it.
package org.posthouse.change;
