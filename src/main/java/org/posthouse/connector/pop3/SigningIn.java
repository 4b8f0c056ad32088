package org.posthouse.connector.pop3;

import org.posthouse.connector.api.Client;
import org.posthouse.connector.api.MaildropVerdict;
import org.posthouse.connector.api.SignIn;
import org.posthouse.connector.api.SignInVerdict;
import org.posthouse.connector.api.SignedIn;

/// What PASS, APOP and AUTH have in common: ask the house, then open the maildrop.
final class SigningIn {
    private SigningIn() { }

    interface Question {
        SignInVerdict ask(SignIn house, Client client);
    }

    static Answer with(Session session, Question question) throws InterruptedException {
        return switch (session.endpoints().signIn(house -> question.ask(house, session.client()))) {
            case SignInVerdict.Granted(var who) -> open(session, who);
            case SignInVerdict.Denied(var delay) -> {
                session.pause(delay);
                yield new Answer.Refusal("AUTH", true, Text.DENIED);   // RFC 3206 §4
            }
            case SignInVerdict.Busy() -> Answer.refusal("SYS/TEMP", Text.BUSY);
        };
    }

    private static Answer open(Session session, SignedIn who) {
        return switch (session.endpoints().maildrop(house -> house.open(session.client(), who))) {
            case MaildropVerdict.Opened(var drop, var messages) -> {
                var snapshot = new Snapshot(drop, messages);
                session.signedIn(who, snapshot);
                yield new Answer.Ok(Text.OPENED, snapshot.count(), snapshot.octets());
            }
            case MaildropVerdict.InUse() -> Answer.refusal("IN-USE", Text.IN_USE);   // RFC 2449 §8.1.1
        };
    }
}
