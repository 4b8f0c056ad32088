/// Forms about mailing lists, for those who own them, those who belong to them, and administrators: one record and one handler each. [org.posthouse.form] says what they are made of.
///
/// The key of a form about a list begins with the list's id; behind a dot follows what of the list it is about (a member, a language). Faces show them at the list's own pages,
/// `/lists/<address>/admin/<form without "list-">`, and `/lists/<address>/me/…` what members do about themselves.
///
/// **Invariants.** Who administers a list's domain counts as an owner; what only administrators decide (names, owners, the most members, closing a list) is refused to owners by the engine. A person without a
/// hand in a list is [Forbidden][org.posthouse.form.Forbidden], whether it exists or not.
///
/// **Threads.** Any; handlers keep nothing between calls.
///
/// **Diagnostics.** What cannot be is told at its field, by `Rejected`; the engine logs what was applied.
package org.posthouse.form.owner;
