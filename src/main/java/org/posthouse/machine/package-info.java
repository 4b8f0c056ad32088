/// What of the machine mail may reach: programs that an administrator registered, and folders below which files may be written.
///
/// **Invariants.** Nothing is run and no file is written that is not in these two lists. A program is a file with its arguments, never a line for a shell; a place is a name in a folder of the list, never a
/// path from elsewhere. Names stand in delivery plans and aliases; taking a name away makes what still points to it wait, not vanish.
///
/// **Transactions.** The caller's; what the path of mail asks is answered from memory until something changes.
///
/// **Diagnostics.** What cannot be registered is a [Rejected][org.posthouse.domain.Rejected] that names the list. Nothing is run or written here.
package org.posthouse.machine;
