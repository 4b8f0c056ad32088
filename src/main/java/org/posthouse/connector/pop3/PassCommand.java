package org.posthouse.connector.pop3;

/// PASS: the rest of the line is the password, spaces and all (RFC 1939 §7).
final class PassCommand implements Command.BeforeSignIn {
    @Override public Answer run(Session session, Phase.Authorization now, String args) throws InterruptedException {
        if (!session.clearTextAllowed()) return Answer.refusal("SYS/PERM", Text.TLS_FIRST);
        if (now.user().isEmpty()) return Answer.mistake(Text.USER_FIRST);
        if (args.isEmpty()) return Answer.mistake(Text.ARGUMENT_MISSING);
        session.become(Phase.Authorization.START);   // RFC 1939 §7: after a failure USER comes first again
        return SigningIn.with(session, (house, client) -> house.password(client, now.user().get(), args));
    }
}
