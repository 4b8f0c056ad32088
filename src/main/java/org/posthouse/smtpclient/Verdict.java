package org.posthouse.smtpclient;

/// What came of one recipient in one transaction.
public sealed interface Verdict {
    Response response();

    /// The server has the message for this recipient.
    ///
    /// @param reports it knows DSN: the reports that were asked for are its business now (RFC 3461 §5.2.3)
    record Taken(Response response, boolean reports) implements Verdict { }

    record Later(Response response) implements Verdict { }

    record Never(Response response) implements Verdict { }

    /// Nothing was decided: the server had enough recipients for one transaction, or left before it looked at this one. Another transaction can follow at once.
    record Untried(Response response) implements Verdict { }
}
