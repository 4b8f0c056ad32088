/// Mail that the house itself writes: greetings, warnings, reports, answers, copies for members of lists. It goes the way of all mail: into the store, and from there to whom it is for.
///
/// **Invariants.** Each message has a cause, a text that is the same whenever the same thing happens: the message's id is made of it, and the dispatcher takes one envelope a cause,
/// so whoever cannot tell whether a message was sent sends it again. What is posted in a transaction is written in it as well, so a crash loses neither what was done nor the letter that tells of it.
///
/// **Threads.** Any. [HouseMail#post][org.posthouse.housemail.HouseMail#post] belongs in a transaction and sends when that is committed; [HouseMail#send][org.posthouse.housemail.HouseMail#send]
/// belongs outside one and returns when the message is on disk.
///
/// **Diagnostics.** One line for each message. What the store refuses is an exception: the caller still has its reason to send, and tries again.
package org.posthouse.housemail;
