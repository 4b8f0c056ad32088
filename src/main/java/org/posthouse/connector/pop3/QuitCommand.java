package org.posthouse.connector.pop3;

/// QUIT (RFC 1939 §4, §6): the only way by which deletions happen.
final class QuitCommand implements Command {
    @Override public Answer run(Session session, String args) {
        session.end("quit");   // whatever comes of it: RFC 1939 §6 closes the connection in any case
        boolean done = !(session.phase() instanceof Phase.Transaction now) || session.update(now.drop());
        return done ? new Answer.Ok(Text.BYE) : Answer.refusal("SYS/TEMP", Text.NOT_REMOVED);
    }
}
