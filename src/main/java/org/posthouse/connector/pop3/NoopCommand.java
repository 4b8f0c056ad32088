package org.posthouse.connector.pop3;

/// NOOP (RFC 1939 §5).
final class NoopCommand implements Command.OnMaildrop {
    @Override public Answer run(Session session, Snapshot drop, String args) { return new Answer.Ok(Text.NOTHING_DONE); }
}
