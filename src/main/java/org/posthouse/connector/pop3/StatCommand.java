package org.posthouse.connector.pop3;

/// STAT (RFC 1939 §5).
final class StatCommand implements Command.OnMaildrop {
    @Override public Answer run(Session session, Snapshot drop, String args) { return new Answer.Figures(drop.count() + " " + drop.octets()); }
}
