/// Is this client one of those that a domain sends its mail from? The whole of RFC 7208: every mechanism, macros, the limits on what one answer may cost.
///
/// **Invariants.** Nothing is refused here. A record is read as a whole before any of it is believed (§4.6); ten terms that ask the DNS and two empty answers are the most (§4.6.4), so nobody's
/// record makes this house ask for ever. Names made by macros are cut to what the DNS can hold.
///
/// **Threads.** Any; each question may wait for the network, so never inside a call into the house.
///
/// **Diagnostics.** What came of it is a value with words for the Received-SPF field. Name servers that do not answer are `temperror`, records that break the rules `permerror`.
package org.posthouse.spf;
