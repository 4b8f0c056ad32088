/// Who comes in: listeners, connection tokens, the limit per address, the registry of sessions, and how they end.
///
/// [ListeningPost][org.posthouse.connector.listen.ListeningPost] is the working part of [Control][org.posthouse.connector.api.Control]. A
/// [Protocol][org.posthouse.connector.listen.Protocol] gets a [Connection][org.posthouse.connector.listen.Connection] and reaches the house by
/// [Endpoints][org.posthouse.connector.listen.Endpoints].
///
/// **Invariants.** A connection token is taken before `accept`, so the limit of connections bounds memory whatever knocks. A command in hand is
/// finished before a stop is heard, unless the patience of the stop ends first. No session's thread is ever interrupted: an interrupt closes the file channel
/// that the thread happens to use, which may be the store's or the database's. Every way a session ends gives its token, its place in the
/// limit per address and its registry entry back.
///
/// **Threads.** One virtual thread accepts per bound address, one serves each connection and owns its `Connection` and `Wire`, one sweeps. None
/// inherits thread locals or the context class loader of whoever opened the listener. `Control`'s methods may be called by any thread.
///
/// **Diagnostics.** An address in use is a `BindException` that names service, address and port. One connection too many from an address
/// hears its protocol's own words (TLS-first services are just closed) and costs one INFO line. A failing `accept` (no file descriptor left) is one ERROR line a minute and
/// is retried, ever more slowly. A session that fails by our fault is one ERROR line with its trace, by the peer's fault a DEBUG line. Sessions
/// that a stop had to cut are counted in one WARNING line.
package org.posthouse.connector.listen;
