package org.posthouse.connector.pop3;

/// RSET (RFC 1939 §5): takes all deletion marks back, and LAST with them (RFC 1460).
final class RsetCommand implements Command.OnMaildrop {
    @Override public Answer run(Session session, Snapshot drop, String args) {
        drop.reset();
        return new Answer.Ok(Text.UNMARKED, drop.count(), drop.octets());
    }
}
