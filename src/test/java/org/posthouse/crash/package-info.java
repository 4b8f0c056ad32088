/// A file system in memory that forgets, as a disk does when the power fails: what was not synced may be lost, torn at sectors or kept, and names are
/// durable only after their folder was synced. Each operation that changes something is an event, and the power can be cut, or a fault raised, at any of them.
///
/// **Invariants.** Synced octets and names survive every crash. After the cut every call throws. The same seed gives the same crash.
///
/// **Threads.** Safe from any thread; deterministic only when one uses it.
package org.posthouse.crash;
