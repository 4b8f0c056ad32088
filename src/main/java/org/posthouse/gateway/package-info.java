/// Mail for others who are not always there, and from others who keep it: domains that this house relays for, those who call for their mail, mailboxes at providers, and houses that share a domain.
///
/// **Invariants.** Mail for a relay domain goes to that domain's next hop and nowhere else, whoever asks for it to go. Nobody is called unknown before everybody who may know him has said so. A message
/// at a provider is removed there only after it is on this house's disk and its name is remembered.
///
/// **Threads.** Questions of RCPT are answered from memory, or by an answer that the session's thread awaits outside the endpoint call; whoever asks over the network does so on threads of this package.
/// One thread looks for mailboxes and schedules that are due; each mailbox at a provider is fetched on a virtual thread of its own.
///
/// **Diagnostics.** A call for mail that is not allowed is 459 (ETRN) or 450 (ATRN) and one INFO line. What a provider or another house says stands on the page of the mailbox or the peer, with one INFO line
/// for each run; it is tried again at the next turn.
package org.posthouse.gateway;
