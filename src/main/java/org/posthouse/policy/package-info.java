/// Who may send what through this house, and what is done with mail that fits a rule. Relaying is closed: mail for other servers is taken from who signed in, from networks that were
/// named, and where a [gate][org.posthouse.policy.RelayGate] opens.
///
/// **Invariants.** What is decided at RCPT and at the end of a message is decided from memory: the lists are compiled once for each change. Nothing that a message or a client says is put into a
/// regular expression; patterns have `*` and `?` and are matched in time linear in the text for each part of the pattern. Text of a message goes through octet by octet: what was not understood
/// leaves as it came.
///
/// **Threads.** Any, with or without a transaction; changes belong into the caller's. Whatever asks name servers or other houses is awaited by the session's thread, outside of any call.
///
/// **Diagnostics.** Refusals are replies: 554 5.7.1 for who is blocked or on a black list, 550 5.7.1 for relaying, for foreign senders and by a rule, 550 5.1.8 and 5.7.27 for a sender
/// whose domain does not exist or takes no mail, 550 5.7.23 for what SPF calls forged, 451 4.1.8 when a name server does not answer about a sender, 451 4.4.3 when another house does not about a recipient.
/// Each rule that fires is in the journey. Rates that are exceeded are one WARNING an hour for each account or address, and a letter to the owner and the postmaster.
package org.posthouse.policy;
