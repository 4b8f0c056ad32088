package org.posthouse.smtpclient;

/// What came of calling a server.
public sealed interface Opening {
    /// Ready for mail.
    record Ready(SmtpSession session) implements Opening { }

    /// This server takes nothing now; another of the same domain may.
    ///
    /// @param why what it said, or ours for it
    /// @param tls as [SmtpSession#tls]; empty when there was no connection
    record Failed(Response why, String tls) implements Opening { }
}
