package org.posthouse.connector.pop3;

/// DELE (RFC 1939 §5): only marks; QUIT deletes.
final class DeleCommand implements Command.OnMaildrop {
    @Override public Answer run(Session session, Snapshot drop, String args) {
        var number = drop.find(args);
        if (number.isEmpty()) return Answer.refusal("", Text.NO_SUCH_MESSAGE);
        drop.delete(number.getAsInt());
        return new Answer.Ok(Text.MARKED, number.getAsInt());
    }
}
