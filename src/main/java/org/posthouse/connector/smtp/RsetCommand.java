package org.posthouse.connector.smtp;

import org.posthouse.connector.api.Reply;

/// RSET: no transaction any more, everything else stays (RFC 5321 §4.1.1.5).
final class RsetCommand implements SmtpCommand {
    @Override public Reply run(Session session, String arguments) {
        if (!arguments.isEmpty()) return Replies.NO_ARGUMENT;
        session.reset();
        return Replies.OK;
    }
}
