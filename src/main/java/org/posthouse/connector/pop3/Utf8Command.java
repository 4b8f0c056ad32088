package org.posthouse.connector.pop3;

/// UTF8 (RFC 6856 §2.1). Messages are sent as they are stored with and without it: see the package text for whom we bend its MUST NOT.
final class Utf8Command implements Command.BeforeSignIn {
    @Override public Answer run(Session session, Phase.Authorization now, String args) {
        if (!args.isBlank()) return Answer.mistake(Text.NO_ARGUMENT);
        session.enableUtf8();
        return new Answer.Ok(Text.UTF8_ON);
    }
}
