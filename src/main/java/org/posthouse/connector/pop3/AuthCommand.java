package org.posthouse.connector.pop3;

import java.io.IOException;
import java.util.Locale;
import java.util.Optional;
import org.posthouse.wire.LineRead;

/// AUTH (RFC 5034) with the one mechanism PLAIN (RFC 4616). Without an argument it lists mechanisms, which RFC 1734's servers did and clients still ask.
final class AuthCommand implements Command.BeforeSignIn {
    /// RFC 5034 §4 leaves the length of a response to the mechanism; this is what RFC 4954 §4 gives SMTP.
    private static final int RESPONSE_OCTETS = 12_288;

    @Override public Answer run(Session session, Phase.Authorization now, String args) throws IOException, InterruptedException {
        if (args.isBlank()) return new Answer.Listing(wire -> wire.write(session.clearTextAllowed() ? "PLAIN\r\n" : ""), Text.MECHANISMS);
        String[] words = args.strip().split(" +", 2);
        if (!words[0].toUpperCase(Locale.ROOT).equals("PLAIN")) return Answer.mistake(Text.UNKNOWN_MECHANISM);
        if (!session.clearTextAllowed()) return Answer.refusal("SYS/PERM", Text.TLS_FIRST);
        session.become(Phase.Authorization.START);
        if (words.length == 2) return judge(session, words[1]);
        var response = ask(session);
        if (response.isEmpty()) return new Answer.Said();   // the house stops; the session loop says so
        return response.get() instanceof LineRead.Line(var text) ? judge(session, text) : Answer.mistake(Text.BAD_SASL);
    }

    private static Optional<LineRead> ask(Session session) throws IOException {
        session.wire().write("+ \r\n");   // RFC 5034 §4: an empty challenge
        return session.readLine(RESPONSE_OCTETS);
    }

    private static Answer judge(Session session, String response) throws InterruptedException {
        if (response.equals("*")) return Answer.mistake(Text.CANCELLED);
        var plain = PlainResponse.parse(response);
        if (plain.isEmpty()) return Answer.mistake(Text.BAD_SASL);
        return SigningIn.with(session, (house, client) -> house.password(client, plain.get().login(), plain.get().password()));
    }
}
