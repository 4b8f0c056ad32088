package org.posthouse.connector.pop3;

/// RETR (RFC 1939 §5).
final class RetrCommand implements Command.OnMaildrop {
    @Override public Answer run(Session session, Snapshot drop, String args) {
        var number = drop.find(args);
        if (number.isEmpty()) return Answer.refusal("", Text.NO_SUCH_MESSAGE);
        var content = session.content(drop, number.getAsInt());
        if (content.isEmpty()) return Answer.refusal("SYS/PERM", Text.GONE);
        drop.accessed(number.getAsInt());
        session.countRetrieved(drop.size(number.getAsInt()));
        return new Answer.Letter(Sending.whole(content.get()), Text.MESSAGE, drop.size(number.getAsInt()));
    }
}
