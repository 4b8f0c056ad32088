package org.posthouse.connector.smtp;

import org.posthouse.connector.api.Reply;
import org.posthouse.connector.api.Staging;

/// MAIL FROM: starts a transaction, or says why not (RFC 5321 §4.1.1.2; SIZE: RFC 1870 §6).
final class MailCommand implements SmtpCommand {
    @Override public Reply run(Session session, String arguments) {
        return switch (session.phase()) {
            case Phase.Greeted _ -> Replies.NO_HELLO;
            case Phase.Mail _ -> Reply.of(503, "5.5.1", "A transaction is open, RSET first");
            case Phase.Chunks _ -> Replies.IN_CHUNKS;
            case Phase.NoMessage _ -> Replies.CHUNK_FAILED;
            case Phase.Ready(var by) -> begin(session, by, arguments);
            case Phase.NoSender(var by) -> begin(session, by, arguments);
        };
    }

    private static Reply begin(Session session, Hello by, String arguments) {
        if (session.accepted() + session.refused() >= session.limits().messages()) {
            session.end();
            return Reply.of(421, "4.7.0", "Enough messages on one connection");               // RFC 9422 §4.1
        }
        var reply = switch (MailArgs.parse(arguments, session.service().submits())) {
            case MailArgs.Bad(var bad) -> bad;
            case MailArgs.Good(var sender) when sender.size() > session.limits().messageBytes() -> Replies.TOO_BIG;
            case MailArgs.Good(var sender) -> switch (session.connection().house().staging().admit(sender.size())) {
                case Staging.Admission.Wait(var later) -> later;
                case Staging.Admission.Go() -> {
                    session.phase(new Phase.Mail(by, sender));
                    yield Reply.of(250, "2.1.0", "Sender OK");
                }
            };
        };
        // a refused sender is a mistake or a passing trouble; what was pipelined behind it is neither. A syntax error was never a MAIL.
        if (!reply.positive()) session.phase(reply.code() == 501 || reply.code() == 555 ? new Phase.Ready(by) : new Phase.NoSender(by));
        return reply;
    }
}
