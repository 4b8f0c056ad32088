package org.posthouse.connector.smtp;

import org.posthouse.connector.api.Reply;

/// QUIT (RFC 5321 §4.1.1.10). A transaction that is open is gone.
final class QuitCommand implements SmtpCommand {
    @Override public Reply run(Session session, String arguments) {
        if (!arguments.isEmpty()) return Replies.NO_ARGUMENT;
        session.end();
        return Reply.of(221, "2.0.0", session.connection().house().hostname() + " closing connection");
    }
}
