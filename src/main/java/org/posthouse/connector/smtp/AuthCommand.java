package org.posthouse.connector.smtp;

import java.io.IOException;
import java.time.Duration;
import java.util.Locale;
import org.posthouse.connector.api.Reply;
import org.posthouse.connector.api.SignInVerdict;
import org.posthouse.connector.listen.HouseFault;
import org.posthouse.connector.listen.Overloaded;

/// AUTH with PLAIN (RFC 4616) or LOGIN, on the submission services (RFC 4954).
final class AuthCommand implements SmtpCommand {
    private static final Reply DENIED = Reply.of(535, "5.7.8", "Authentication credentials invalid");
    private static final Reply BUSY = Reply.of(454, "4.7.0", "Temporary authentication failure");
    private static final Duration LONGEST_DELAY = Duration.ofSeconds(30);

    /// RFC 4954 §4: "MUST NOT be used where a plain text password could be overheard" has loopback as its one exception here.
    static boolean offered(Session session) { return session.service().submits() && session.confidential() && session.who().isEmpty(); }

    @Override public Reply run(Session session, String arguments) throws IOException, InterruptedException {
        if (!session.service().submits()) return Reply.of(502, "5.5.1", "No AUTH on this service");
        if (session.who().isPresent()) return Reply.of(503, "5.5.1", "Signed in already");
        if (!(session.phase() instanceof Phase.Ready || session.phase() instanceof Phase.NoSender)) return Reply.of(503, "5.5.1", "No AUTH during a transaction");
        if (!session.confidential()) return Reply.of(538, "5.7.11", "Encryption required for AUTH");      // RFC 4954 §6
        var words = arguments.strip().split(" +", 2);
        var exchange = new SaslExchange(session, words.length > 1 ? words[1] : "");
        var said = switch (words[0].toUpperCase(Locale.ROOT)) {
            case "PLAIN" -> exchange.plain();
            case "LOGIN" -> exchange.login();
            case "" -> new SaslExchange.Wrong(Reply.of(501, "5.5.4", "Syntax: AUTH mechanism [initial-response]"));
            default -> new SaslExchange.Wrong(Reply.of(504, "5.5.4", "Mechanism not known"));             // RFC 4954 §4
        };
        return switch (said) {
            case SaslExchange.Wrong(var reply) -> reply;
            case SaslExchange.Credentials(var login, var password) -> judge(session, login, password);
        };
    }

    private static Reply judge(Session session, String login, String password) throws InterruptedException {
        return switch (verdict(session, login, password)) {
            case SignInVerdict.Granted(var who) -> {
                session.signedIn(who);
                session.info("event=signed-in account=" + who.account());
                yield Reply.of(235, "2.7.0", "Authentication succeeded");
            }
            case SignInVerdict.Denied(var delay) -> {
                session.info("event=sign-in-denied login=" + Peer.text(login));
                session.connection().pause(delay.compareTo(LONGEST_DELAY) < 0 ? delay : LONGEST_DELAY);
                yield DENIED;
            }
            case SignInVerdict.Busy() -> BUSY;
        };
    }

    private static SignInVerdict verdict(Session session, String login, String password) {
        var client = session.client();
        try {
            return session.connection().endpoints().signIn(house -> house.password(client, login, password));
        } catch (Overloaded busy) {
            return new SignInVerdict.Busy();
        } catch (HouseFault fault) {
            session.fault(fault);
            return new SignInVerdict.Busy();
        }
    }
}
