package org.posthouse.connector.smtp;

import java.io.IOException;
import java.util.Optional;
import java.util.regex.Pattern;
import org.posthouse.connector.api.Reply;
import org.posthouse.connector.api.Staging;

/// BDAT: so many octets of the message (RFC 3030 §2). They are read whatever the answer is, for they follow the command at once.
final class BdatCommand implements SmtpCommand {
    private static final Pattern SYNTAX = Pattern.compile("(\\d{1,20})( +LAST)?", Pattern.CASE_INSENSITIVE);
    private static final int LONG_DIGITS = 18;

    @Override public Reply run(Session session, String arguments) throws IOException, InterruptedException {
        var syntax = SYNTAX.matcher(arguments);
        if (!syntax.matches()) {
            session.end();                                   // what follows may be commands or a message: nobody can tell
            return Reply.of(501, "5.5.4", "Syntax: BDAT octets [LAST]");
        }
        var digits = syntax.group(1);
        long octets = digits.length() <= LONG_DIGITS ? Long.parseLong(digits) : Long.MAX_VALUE;
        if (octets > Reception.mostOctets(session.limits())) {
            session.end();                                   // nor is it worth waiting for the end of that
            return Replies.TOO_BIG;
        }
        return chunk(session, octets, syntax.group(2) != null);
    }

    private static Reply chunk(Session session, long octets, boolean last) throws IOException, InterruptedException {
        return switch (session.phase()) {
            case Phase.Greeted _ -> refuse(session, octets, Replies.NO_HELLO);
            case Phase.Ready _ -> refuse(session, octets, Replies.NO_MAIL);
            case Phase.NoSender _ -> refuse(session, octets, Replies.NO_SENDER);
            case Phase.NoMessage _ -> refuse(session, octets, Replies.CHUNK_FAILED);
            case Phase.Mail mail when mail.recipients().isEmpty() -> refuse(session, octets, Replies.NO_VALID_RECIPIENT);
            case Phase.Mail mail -> first(session, mail, octets, last);
            case Phase.Chunks chunks -> next(session, chunks, octets, last);
        };
    }

    private static Reply refuse(Session session, long octets, Reply reply) throws IOException {
        var wire = session.wire();
        wire.timeout(session.limits().dataTimeout());
        wire.deadline(session.limits().dataTotal());
        wire.readCounted(octets, (_, _, _) -> { });
        wire.noDeadline();
        wire.timeout(session.limits().commandTimeout());
        return reply;
    }

    private static Reply first(Session session, Phase.Mail mail, long octets, boolean last) throws IOException, InterruptedException {
        if (session.connection().house().staging().admit(Math.max(mail.sender().size(), octets)) instanceof Staging.Admission.Wait(var later)) {
            session.phase(last ? new Phase.Ready(mail.by()) : new Phase.NoMessage(mail.by()));
            return refuse(session, octets, later);
        }
        var chunks = new Phase.Chunks(mail.by(), new Reception(session, mail));
        session.phase(chunks);
        return next(session, chunks, octets, last);
    }

    private static Reply next(Session session, Phase.Chunks chunks, long octets, boolean last) throws IOException, InterruptedException {
        var reception = chunks.reception();
        var wire = session.wire();
        reception.allowTime();
        wire.readCounted(octets, reception);
        wire.noDeadline();
        wire.timeout(session.limits().commandTimeout());
        var answer = last ? Optional.of(reception.finish()) : reception.failed() ? Optional.of(reception.abandon()) : Optional.<Reply>empty();
        if (answer.isEmpty()) return Reply.of(250, "2.0.0", octets + " octets received");
        session.phase(last ? new Phase.Ready(chunks.by()) : new Phase.NoMessage(chunks.by()));
        return last ? DataCommand.forEach(session, reception, answer.get()) : answer.get();
    }
}
