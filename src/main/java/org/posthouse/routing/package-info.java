/// Where an address leads. One order of resolvers, asked alike at RCPT, when an envelope is dispatched, and by whoever wants an address explained.
///
/// **Invariants.** A resolver answers from what is stored now and changes nothing. Modules above this one contribute resolvers as CDI beans; the first that knows
/// an address decides. An address that no resolver knows is unknown here if its domain is local, and somewhere else otherwise.
///
/// **Threads.** Any, with or without a transaction.
///
/// **Diagnostics.** Nothing is refused or logged here: the answer is a [Resolution][org.posthouse.routing.Resolution], and the asker knows what it means.
package org.posthouse.routing;
