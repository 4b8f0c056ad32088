/// The form engine: one definition of a form, of which the web face, the API and the mail face are made.
///
/// A form is a record with [Form][org.posthouse.form.Form] and Bean Validation constraints on its components, a [FormHandler][org.posthouse.form.FormHandler] that loads and applies it, and a
/// bundle of texts named after it. [Forms][org.posthouse.form.Forms] is what faces call; nobody else calls a handler.
///
/// **Invariants.** A form is applied whole or not at all, in one transaction with its entry in the history of changes. Constraints are checked before a handler sees the values. A field that
/// somebody may not change keeps its stored value whatever they send. A version that is not the stored one changes nothing. Secrets never reach the history.
///
/// **Threads.** Any; nothing is kept between calls.
///
/// **Diagnostics.** What cannot be is a [Rejected][org.posthouse.domain.Rejected] with fields named as the record's components; what is not theirs is
/// [Forbidden][org.posthouse.form.Forbidden]. Every applied form leaves an INFO line with its number in the history; secrets do not appear there either.
package org.posthouse.form;
