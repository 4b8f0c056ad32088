package org.posthouse.connector.pop3;

import java.util.Optional;

/// USER: a name, about which nothing is said before the password is there (RFC 1939 §13).
final class UserCommand implements Command.BeforeSignIn {
    @Override public Answer run(Session session, Phase.Authorization now, String args) {
        if (!session.clearTextAllowed()) return Answer.refusal("SYS/PERM", Text.TLS_FIRST);
        if (args.isBlank()) return Answer.mistake(Text.ARGUMENT_MISSING);
        session.become(new Phase.Authorization(Optional.of(args.strip())));
        return new Answer.Ok(Text.PASSWORD_PLEASE);
    }
}
