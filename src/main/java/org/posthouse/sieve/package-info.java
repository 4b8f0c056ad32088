/// The language in which people say what becomes of their mail: Sieve (RFC 5228) with fileinto, copy, reject, envelope, body, variables, relational, imap4flags, date, index, duplicate, editheader,
/// vacation, subaddress, mailbox, encoded-character.
///
/// A [Script][org.posthouse.sieve.Script] is read once: what is wrong with it is found then, with its line. A run looks at one [Mail][org.posthouse.sieve.Mail] and gives back a
/// [Verdict][org.posthouse.sieve.Verdict]: what to do, not done yet. Nothing here stores, sends or asks anybody.
///
/// **Invariants.** A script has no loops and ends after as many steps as it has commands; what it may do to one message has limits ([Limits][org.posthouse.sieve.Limits]), so the worst script costs little.
/// Whatever fails in a run leaves the message kept (RFC 5228 §2.10.6). A pattern never costs more than the product of its length and the text's.
///
/// **Threads.** A script is a value and may run on many threads; a run belongs to one.
///
/// **Diagnostics.** A script that cannot be understood is a [ScriptFault][org.posthouse.sieve.ScriptFault] with its line, for the person who wrote it; a run that fails is a
/// [RunFault][org.posthouse.sieve.RunFault], for its owner.
package org.posthouse.sieve;
