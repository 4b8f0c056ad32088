/// SMTP, submission and LMTP: one class a verb, the phases of a session as sealed types.
///
/// A [Session][org.posthouse.connector.smtp.Session] is what has been agreed so far; a [Conversation][org.posthouse.connector.smtp.Conversation] reads command lines
/// and lets the [Verb][org.posthouse.connector.smtp.Verb] with that name answer; a [Reception][org.posthouse.connector.smtp.Reception] is one message on its way to disk.
///
/// **Invariants.**
/// - 250 to a message is said only after [Pending#await][org.posthouse.connector.api.Pending#await] has given it: it never comes from here.
/// - Whatever the answer to DATA or BDAT, the octets announced are read first, so that no octet of a message is ever taken for a command.
/// - A line ends in CRLF and in nothing else; a message with a bare CR or LF is refused whole (554 5.5.2).
/// - STARTTLS forgets everything said before it, and nothing may have been sent after it in clear.
/// - No call into the house while the network is read; at most one a RCPT and one a message.
/// - Everything a client can repeat is counted: mistakes end the session, idle talk becomes a mistake after a hundred.
///
/// **Threads.** All of a session runs on its connection's virtual thread, without locks.
///
/// **Diagnostics.** A client's mistake is a 5xx reply and counts; a refusal by the house is passed on as it is and logged at INFO, as are each message and the end of each session;
/// a fault of the house is 451 4.3.0 (454 4.7.0 to AUTH) and one ERROR line with its trace. A session ended by us hears 421 first: 4.4.2 too slow, 4.7.0
/// too many mistakes, 4.3.2 the house is going down. Nothing is retried here: the client keeps what it was not told 250 for.
package org.posthouse.connector.smtp;
