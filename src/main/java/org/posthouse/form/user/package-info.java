/// Forms of people about their own account, which administrators open for others.
///
/// **Invariants.** [Whose][org.posthouse.form.user.Whose] decides whose account it is and whether the domain offers the form to its people. A domain administrator never reaches a postmaster's account.
///
/// **Diagnostics.** As the form engine says: [Rejected][org.posthouse.domain.Rejected] names the component of the form's record.
package org.posthouse.form.user;
