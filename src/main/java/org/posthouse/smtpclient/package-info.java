/// Speaks SMTP to other servers (RFC 5321 from the client's side).
///
/// A [SmtpClient][org.posthouse.smtpclient.SmtpClient] opens a session with one server: greeting, EHLO, STARTTLS, AUTH. Each [Mail][org.posthouse.smtpclient.Mail] is one transaction in it, and
/// each recipient gets a [Verdict][org.posthouse.smtpclient.Verdict].
///
/// **Invariants.** A recipient is told to be taken only when the server said 2xx behind the end of the message. When a connection ends before that, nobody knows: the recipient is for later, which may
/// make a second copy and never loses one. Passwords go out under TLS only. Nothing that a server said in clear is believed after STARTTLS. Where TLS is only wished for, mail rather goes in clear than not
/// at all (RFC 7435), and the session says so; where it must be, it never does. The body streams from its source.
///
/// **What is bent.** A message with octets above 127 goes to a server without 8BITMIME as it is (RFC 6152 §3 would have it encoded or sent back): those servers have passed them for decades, and a
/// rewritten message has no valid signature any more. A message whose header or addresses need SMTPUTF8 is never sent to a server without it (RFC 6531 §3.2).
///
/// **Threads.** A session belongs to one virtual thread. A second one looks whether it is stuck in writing, which knows no time limit of its own, and cuts it off.
///
/// **Hostile servers.** Each reply has a limit in octets, lines and time; each command has its time from RFC 5321 §4.5.3.2. A server that answers nonsense is left.
///
/// **Diagnostics.** What a server says is a value: a [Response][org.posthouse.smtpclient.Response] with its words. Nothing is logged and nothing is tried again here. An error in reading the message
/// is ours: it is an [Unreadable][org.posthouse.smtpclient.Unreadable], thrown when the connection is cut.
package org.posthouse.smtpclient;
