/// Forms of administrators: one record and one handler each. [org.posthouse.form] says what they are made of.
///
/// **Invariants.** A handler asks of whom and about what, and checks that it is theirs; what the values do is done by modules, in the engine's transaction. A domain administrator reaches own domains
/// and the accounts in them, and never an account that is a postmaster; anything else is [Forbidden][org.posthouse.form.Forbidden].
///
/// **Threads.** Any; handlers keep nothing between calls.
///
/// **Diagnostics.** What cannot be is told at its field, by `Rejected`; the engine logs what was applied.
package org.posthouse.form.admin;
