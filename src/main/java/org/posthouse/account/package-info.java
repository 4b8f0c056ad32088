/// The people and offices that have mail here: accounts, their addresses and credentials, who an address means, and whether somebody may sign in.
///
/// **Invariants.** An address leads to one account (primary key of `account_address`); a sign-in name does too: no login is another account's address in the same domain. The first address is the
/// primary one and decides the domain. Aliases of domains are replaced by the domain before anything is stored. Password hash and SCRAM verifier are always of the same password. The names in
/// [Reserved][org.posthouse.account.Reserved] belong to the house in every domain. A locked account takes mail and lets nobody in. Ids are never used again. An account in the trash is locked and unknown to
/// senders, and keeps its addresses. The postmasters are the addresses in the delivery plan of the account Postmaster; roles follow in the same transaction. A plan always delivers somewhere.
///
/// **Transactions.** [Accounts][org.posthouse.account.Accounts] works in its caller's; faces and timers open one by [UnitOfWork][org.posthouse.database.UnitOfWork], which tries again after collisions. Hashes are computed before
/// a transaction begins. [Directory][org.posthouse.account.Directory] and [SignInDesk][org.posthouse.account.SignInDesk] need none and answer from memory until something changes.
///
/// **Events.** [AccountOpened][org.posthouse.account.AccountOpened] and [AccountClosed][org.posthouse.account.AccountClosed], inside the transaction; observe them in progress to keep one's own
/// rows in step, after success to end sessions.
///
/// **Diagnostics.** What an administrator cannot have is a [Rejected][org.posthouse.domain.Rejected] that names the fields. A sign-in that fails is a value with a delay and leaves no line here, the protocol logs it; one that
/// fails although the password was right (locked, restricted) leaves an INFO line.
package org.posthouse.account;
