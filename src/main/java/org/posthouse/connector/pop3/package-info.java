/// POP3: fetching and deleting one account's mail (RFC 1939, 2449, 2595, 3206, 5034, 6856; LAST of RFC 1460).
///
/// A [Session][org.posthouse.connector.pop3.Session] reads a line, finds its [Verb][org.posthouse.connector.pop3.Verb], and sends the
/// [Answer][org.posthouse.connector.pop3.Answer] of the verb's own class. What may be done when is the sealed [Phase][org.posthouse.connector.pop3.Phase].
///
/// **Invariants.** Passwords in clear are taken, and announced, only under TLS or from this machine. Deletions happen at QUIT alone. Every way a
/// session ends gives up the maildrop's lock. A message that cannot be read to its end is never closed with a final dot. Messages stream; a session keeps about
/// 40 octets a message of its snapshot.
///
/// **Where we bend a rule.** RFC 6856 §2.1 forbids to send a header in raw UTF-8 to a client that did not say UTF8, and offers a surrogate or `-ERR` instead.
/// We send the message as it is, for the clients that do not know UTF8: they have shown such headers as well as they can since long before that
/// RFC, while `-ERR` to RETR makes most of them end the session and so hides all later mail, and a surrogate breaks signatures and the size that LIST gave.
///
/// **Threads.** All of a session runs on its connection's virtual thread; commands are shared by all sessions and keep nothing.
///
/// **Diagnostics.** A client's mistake is `-ERR` and counts; the last one allowed ends the session. A fault of the house is `-ERR [SYS/TEMP]` and one ERROR
/// line, a full house `-ERR [SYS/TEMP]` and one WARNING line; the client may try again. A message removed or damaged meanwhile is `-ERR [SYS/PERM]`.
/// Each session ends in one INFO line with what it did and why it ended: `quit`, `timeout`, `lost`, `errors`, `stopped`, `torn`, `input-before-tls`.
package org.posthouse.connector.pop3;
