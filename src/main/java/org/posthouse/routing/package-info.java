/// Where an address leads, and which way mail leaves. One order of resolvers, asked alike at RCPT, when an envelope is dispatched, and by whoever wants an address explained; one table of routes.
///
/// **Invariants.** A resolver answers from what is stored now and changes nothing. Modules above this one contribute resolvers as CDI beans; the first that knows
/// an address decides. An address that no resolver knows is unknown here if its domain is local, and somewhere else otherwise. Every way ends: each address and each account is asked once, and depth and breadth have limits.
/// Passwords of routes are sealed, and leave by nothing but a connection to the server they are for.
///
/// **Threads.** Any, with or without a transaction. Tables are held in memory and read again when their version moves on, so a recipient costs no query while nothing changes. Only [NextHops][org.posthouse.routing.NextHops] and
/// [Explanation][org.posthouse.routing.Explanation] wait for a network.
///
/// **Diagnostics.** Nothing is refused here: the answer is a [Resolution][org.posthouse.routing.Resolution] or a [Route][org.posthouse.routing.Route], and the asker knows what it means. A file of addresses that cannot be read
/// is one WARNING a look.
package org.posthouse.routing;
