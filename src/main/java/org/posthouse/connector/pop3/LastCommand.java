package org.posthouse.connector.pop3;

/// LAST (RFC 1460): the highest message number that RETR or DELE touched. RFC 1725 dropped it; old clients still ask it which mail is new.
final class LastCommand implements Command.OnMaildrop {
    @Override public Answer run(Session session, Snapshot drop, String args) { return new Answer.Figures(Integer.toString(drop.last())); }
}
