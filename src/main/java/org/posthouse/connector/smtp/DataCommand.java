package org.posthouse.connector.smtp;

import java.io.IOException;
import org.posthouse.connector.api.Reply;
import org.posthouse.connector.api.Service;
import org.posthouse.connector.api.Staging;

/// DATA: the message, up to a line with a lone dot (RFC 5321 §4.1.1.4).
final class DataCommand implements SmtpCommand {
    private static final Reply GO = Reply.of(354, "", "Go ahead, end with <CRLF>.<CRLF>");

    @Override public Reply run(Session session, String arguments) throws IOException, InterruptedException {
        if (!arguments.isEmpty()) return Replies.NO_ARGUMENT;
        return switch (session.phase()) {
            case Phase.Greeted _ -> Replies.NO_HELLO;
            case Phase.Ready _ -> Replies.NO_MAIL;
            case Phase.NoSender _ -> Replies.NO_SENDER;
            case Phase.Chunks _ -> Replies.IN_CHUNKS;                                   // RFC 3030 §2: DATA and BDAT do not mix
            case Phase.NoMessage _ -> Replies.CHUNK_FAILED;
            case Phase.Mail mail when mail.recipients().isEmpty() -> Replies.NO_VALID_RECIPIENT;
            case Phase.Mail mail -> receive(session, mail);
        };
    }

    private static Reply receive(Session session, Phase.Mail mail) throws IOException, InterruptedException {
        if (session.connection().house().staging().admit(mail.sender().size()) instanceof Staging.Admission.Wait(var later)) {
            session.reset();
            return later;
        }
        var wire = session.wire();
        try (var reception = new Reception(session, mail)) {
            session.say(GO);
            reception.allowTime();
            wire.readDotted(reception);
            wire.noDeadline();
            wire.timeout(session.limits().commandTimeout());
            var reply = reception.finish();
            session.reset();
            return forEach(session, reception, reply);
        }
    }

    /// LMTP answers for every recipient that was accepted, in their order (RFC 2033 §4.2); the house takes a message for all of them or none.
    static Reply forEach(Session session, Reception reception, Reply reply) throws IOException {
        if (session.service() == Service.LMTP) {
            for (int said = 1; said < reception.recipients(); said++) session.say(reply);
        }
        return reply;
    }
}
