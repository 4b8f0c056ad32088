/// What people let happen to their mail: lines of a simple editor or a script of their own, both of them [Sieve][org.posthouse.sieve.Script].
///
/// **Invariants.** What is stored was understood when it was stored. Whether an account filters at all is answered from memory, so mail of everybody else pays nothing.
///
/// **Threads.** Any; what changes rows runs in the caller's transaction.
///
/// **Diagnostics.** A script that cannot be understood is refused with its line. One that fails while it runs leaves the message kept; the first time since the script was saved its owner is written to.
package org.posthouse.filter;
