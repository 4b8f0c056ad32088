package org.posthouse.connector.smtp;

import org.posthouse.connector.api.Reply;

/// NOOP, whatever its argument (RFC 5321 §4.1.1.9).
final class NoopCommand implements SmtpCommand {
    @Override public Reply run(Session session, String arguments) { return Replies.OK; }
}
