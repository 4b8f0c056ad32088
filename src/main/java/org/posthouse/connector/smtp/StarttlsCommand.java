package org.posthouse.connector.smtp;

import org.posthouse.connector.api.Reply;

/// STARTTLS (RFC 3207).
final class StarttlsCommand implements SmtpCommand {
    private static final Reply GO = Reply.of(220, "2.0.0", "Ready to start TLS");

    @Override public Reply run(Session session, String arguments) {
        if (!arguments.isEmpty()) return Replies.NO_ARGUMENT;                                        // RFC 3207 §4
        if (session.connection().secured().isPresent()) return Reply.of(503, "5.5.1", "TLS is on already");
        if (session.connection().tls().isEmpty()) return Reply.of(454, "4.7.0", "TLS is not available");
        if (session.who().isPresent()) return Reply.of(503, "5.5.1", "STARTTLS comes before AUTH");
        if (session.wire().hasInput()) {                                                             // RFC 3207 §5, CVE-2011-0411
            session.end();
            return Reply.of(503, "5.5.1", "Nothing may follow STARTTLS before TLS");
        }
        session.agreeToTls();
        return GO;
    }
}
