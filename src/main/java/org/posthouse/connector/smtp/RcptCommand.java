package org.posthouse.connector.smtp;

import org.posthouse.connector.api.Recipient;
import org.posthouse.connector.api.RecipientVerdict;
import org.posthouse.connector.api.Reply;

/// RCPT TO: one more recipient, if the house wants mail for it (RFC 5321 §4.1.1.3).
final class RcptCommand implements SmtpCommand {
    private static final Reply WELCOME = Reply.of(250, "2.1.5", "Recipient OK");
    static final Reply TOO_MANY = Reply.of(452, "4.5.3", "Too many recipients");         // RFC 5321 §4.5.3.1.10
    /// So many times the limit is what a client may still list in vain; it may have pipelined them all.
    private static final long PATIENCE = 20;

    @Override public Reply run(Session session, String arguments) throws InterruptedException {
        return switch (session.phase()) {
            case Phase.Greeted _ -> Replies.NO_HELLO;
            case Phase.Ready _ -> Replies.NO_MAIL;
            case Phase.NoSender _ -> Replies.NO_SENDER;
            case Phase.Chunks _ -> Replies.IN_CHUNKS;
            case Phase.NoMessage _ -> Replies.CHUNK_FAILED;
            case Phase.Mail mail when mail.recipients().size() >= session.limits().recipients() -> beyond(session);
            case Phase.Mail mail -> switch (RcptArgs.parse(arguments, mail.sender().utf8(), session.who().isPresent())) {
                case RcptArgs.Bad(var reply) -> reply;
                case RcptArgs.Good(var recipient) -> judge(session, mail, recipient);
            };
        };
    }

    private static Reply beyond(Session session) {
        if (session.turnedAway() <= PATIENCE * session.limits().recipients()) return TOO_MANY;
        session.end();
        return Reply.of(421, "4.7.0", "Too many recipients");
    }

    private static Reply judge(Session session, Phase.Mail mail, Recipient recipient) throws InterruptedException {
        var client = session.client();
        var verdict = session.house(() -> session.connection().endpoints().intake(house -> house.recipient(client, mail.sender(), recipient)),
                RecipientVerdict.Refused::new);
        return switch (settled(session, verdict)) {
            case RecipientVerdict.Welcome() -> {
                mail.recipients().add(recipient);
                yield WELCOME;
            }
            case RecipientVerdict.Refused(var why) -> {
                session.info("event=recipient-refused from=" + Peer.text(mail.sender().path().toString()) + " to=" + Peer.text(recipient.path().toString())
                        + " reply=" + Peer.text(why));
                yield why;
            }
        };
    }

    /// Outside the call, which has returned.
    private static RecipientVerdict.Settled settled(Session session, RecipientVerdict verdict) throws InterruptedException {
        try {
            return switch (verdict) {
                case RecipientVerdict.Settled known -> known;
                case RecipientVerdict.Asking(var answer) -> answer.await();
            };
        } catch (RuntimeException fault) {
            session.fault(fault);
            return new RecipientVerdict.Refused(Replies.FAULT);
        }
    }
}
