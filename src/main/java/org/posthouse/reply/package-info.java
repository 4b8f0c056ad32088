/// What accounts answer by themselves: vacations, standing answers, and messages sent back.
///
/// **Invariants.** RFC 3834 throughout: nothing that a program or a list has sent is answered, no answer can be answered by another program, and the envelope sender of an answer is the null one. An
/// answer is a delivery in the queue like any other, so it survives a crash; it has an id made of the message and the account, so that a second attempt is the same message. What can be decided from
/// the envelope and from memory is decided before it enters the queue; the header is read only for those that are left. Who is told once in a while is kept as a hash.
///
/// **Threads.** Asked by the dispatcher in its transaction; answers are made by runs of the queue, one at a time for one account.
///
/// **Diagnostics.** An answer that was sent is an event of the journey and a line of the house's mail; one that may not be sent ends its delivery with the reason as remark. Nobody is ever told that an
/// answer could not be delivered.
package org.posthouse.reply;
