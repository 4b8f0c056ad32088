/// Passwords and what protects them: hashing and its gate, counting of failures, verifiers, the key ring, lists of networks, the delays after failures. No database, no HTTP.
///
/// **Invariants.** A password in memory is a [Password][org.posthouse.security.Password], whose text form shows nothing. Every comparison of a secret takes the same time
/// wherever it differs. A stored password is an Argon2id hash; the SCRAM verifier beside it is written at the same moment from the same password. Both are
/// as good as the weaker: the verifier's iterations are chosen for that. Nothing is sealed with a key that is not yet durable.
///
/// **Threads.** Every class is safe for any thread; [Patience][org.posthouse.security.Patience] holds the one that calls it, and at most sixteen. [HashGate][org.posthouse.security.HashGate] lets one hash run per core; the heap a hash needs (19 MiB) is bounded with it.
///
/// **Diagnostics.** Bad input is a value: `Prepared.Bad`, `Optional.empty()`, `false`. A full gate is an empty answer (454 4.7.0, `-ERR [SYS/TEMP]`, 429). A damaged key file is an
/// `IOException` at start (exit code 4). Nothing here logs.
package org.posthouse.security;
