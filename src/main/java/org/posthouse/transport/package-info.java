/// Ways out of the queue: to other servers, into mailboxes, to programs, and into files.
///
/// **Invariants.** A transport tells what came of a delivery and never decides whether to try again. To another server a delivery is done only when that has confirmed it; what nobody knows is tried again.
/// Nothing is run but registered programs, with no shell, an environment of their own, and limits of time,
/// output and memory; nothing is written but below registered folders, and no link is followed on the way. What was delivered is on disk before it is called delivered.
///
/// **Threads.** A run belongs to one virtual thread. A program has two more, for what it reads and what it writes, which end with it; what runs share is said in its class.
///
/// **Diagnostics.** What went wrong is the remark of an outcome, which the sender may come to read, so it names no path of this machine. A program's exit status decides by sysexits.h; a
/// time limit, a flood of output and a signal put the delivery off; so does whatever an administrator can mend: a program or folder that is not there, a user that does not exist. Lines at level
/// DEBUG tell of connections; a message that cannot be read from the store is ours: one ERROR line, and again later.
package org.posthouse.transport;
