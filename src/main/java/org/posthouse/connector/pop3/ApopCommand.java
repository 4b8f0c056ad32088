package org.posthouse.connector.pop3;

import java.util.regex.Pattern;

/// APOP: a digest over the greeting's time stamp and a shared secret (RFC 1939 §7). The secret does not travel, so it needs no TLS.
final class ApopCommand implements Command.BeforeSignIn {
    private static final Pattern ARGS = Pattern.compile("(\\S(?:.*\\S)?) +([0-9a-f]{32})");

    @Override public Answer run(Session session, Phase.Authorization now, String args) throws InterruptedException {
        var match = ARGS.matcher(args.strip());
        if (!match.matches()) return Answer.mistake(Text.NAME_FIRST);
        session.become(Phase.Authorization.START);
        return SigningIn.with(session, (house, client) -> house.apop(client, match.group(1), session.stamp(), match.group(2)));
    }
}
