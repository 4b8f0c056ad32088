/// What the domain name system says of other houses: their mail servers, addresses, texts and names.
///
/// **Invariants.** An answer is a value: found, not there, or not to be had now, and nobody mistakes the last for the one before it. The hosts that an administrator has written down are asked first
/// and need no name server. What was answered is kept for the time that its zone allows, what is not there as well (RFC 2308), and trouble for some seconds, in a bounded number of answers.
/// Each question ends in time: two seconds a try, and as many tries as eight seconds allow.
///
/// **Threads.** Any, but none that answers a session inside an endpoint call: a question may wait for the network. Who asks what somebody else is asking waits for that answer.
///
/// **Diagnostics.** Nothing is thrown and nothing is refused here. A name server that fails, is silent or says nonsense makes [Answer.Trouble][org.posthouse.dns.Answer.Trouble] with the reason
/// in words, which stands in the row of the delivery that needed it; one line at level DEBUG for each.
package org.posthouse.dns;
