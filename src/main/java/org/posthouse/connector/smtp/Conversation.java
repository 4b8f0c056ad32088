package org.posthouse.connector.smtp;

import java.io.EOFException;
import java.io.IOException;
import java.net.SocketTimeoutException;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.posthouse.connector.api.Reply;
import org.posthouse.connector.api.Service;
import org.posthouse.wire.Flood;
import org.posthouse.wire.LineRead;

/// Reads commands and has them answered until the session is over.
final class Conversation {
    /// Mistakes of the client, whoever noticed; a recipient or message that the house does not want is none.
    private static final Set<Integer> MISTAKES = Set.of(500, 501, 502, 503, 504, 530, 535, 538, 555);
    /// A browser that was led here: what it sends next is in the hands of whoever wrote the page.
    private static final Set<String> WEB = Set.of("GET", "POST", "HEAD", "PUT", "DELETE", "OPTIONS", "CONNECT", "PATCH", "TRACE", "PRI");
    private static final int JUNK_FREE = 100;

    private final Session session;
    private int mistakes;
    private int junk;
    private String reason = "quit";

    Conversation(Session session) { this.session = session; }

    void run() throws IOException, InterruptedException {
        try {
            talk();
        } catch (Flood flood) {
            farewell(Reply.of(421, "4.7.0", "Too much input"), "flood");
        } catch (SocketTimeoutException slow) {
            farewell(Reply.of(421, "4.4.2", host() + " timeout"), "timeout");          // RFC 5321 §3.8
        } catch (EOFException gone) {
            reason = "lost";
        } catch (IOException | InterruptedException broken) {
            reason = broken.getClass().getSimpleName();
            throw broken;
        } catch (RuntimeException bug) {
            farewell(Reply.of(421, "4.3.0", "Internal error"), "fault");
            throw bug;                                                                    // logged with its trace by whoever serves the connection
        } finally {
            session.forget();                                                             // whatever a chunk left behind
            session.info("event=end service=" + session.service().label() + " remote=" + session.connection().remote().getAddress().getHostAddress()
                    + " accepted=" + session.accepted() + " refused=" + session.refused() + " mistakes=" + mistakes + " reason=" + reason);
        }
    }

    private void talk() throws IOException, InterruptedException {
        session.say(Reply.of(220, "", host() + (session.service() == Service.LMTP ? " LMTP" : " ESMTP") + " Posthouse"));
        session.wire().timeout(session.limits().commandTimeout());
        while (!session.over()) {
            var read = session.connection().idle(() -> session.wire().readLine(session.limits().commandOctets()));
            if (read.isEmpty()) {
                farewell(Reply.of(421, "4.3.2", host() + " is going down"), "drain");
                return;
            }
            answer(read.get());
        }
    }

    private void answer(LineRead read) throws IOException, InterruptedException {
        int before = session.accepted();
        var verb = read instanceof LineRead.Line(var text) ? Verb.named(word(text), session.service()) : Optional.<Verb>empty();
        var reply = switch (read) {
            case LineRead.Line(var text) when verb.isEmpty() -> unknown(word(text));
            case LineRead.Line(var text) -> run(verb.get(), text);
            case LineRead.TooLong() -> Reply.of(500, "5.5.6", "Line too long");           // RFC 4954 §6 registered X.5.6
            case LineRead.BareEnd() -> Reply.of(500, "5.5.2", "Lines end in CRLF");       // RFC 5321 §2.3.8
            case LineRead.NotText() -> Reply.of(500, "5.5.2", "Not text");
        };
        session.say(reply);
        session.handshakeIfAgreed();
        session.turnIfAgreed();
        if (session.accepted() > before) junk = 0;
        else count(verb, reply);
        if (session.over()) reason = verb.map(last -> last.name().toLowerCase(Locale.ROOT)).orElse("web");
        else if (mistakes >= session.limits().errors()) farewell(Reply.of(421, "4.7.0", "Too many errors"), "mistakes");
    }

    private static String word(String line) {
        int blank = line.indexOf(' ');
        return blank < 0 ? line.stripTrailing() : line.substring(0, blank);
    }

    private Reply run(Verb verb, String text) throws IOException, InterruptedException {
        var barred = barred(verb);
        if (barred.isPresent()) return barred.get();
        int blank = text.indexOf(' ');
        return verb.command().run(session, blank < 0 ? "" : text.substring(blank + 1).strip());        // RFC 5321 §4.1.1: blanks at the end are tolerated
    }

    private void count(Optional<Verb> verb, Reply reply) {
        if (reply == RcptCommand.TOO_MANY) return;                                        // a client may have pipelined them: it has its own patience
        if (MISTAKES.contains(reply.code()) && !(session.phase() instanceof Phase.NoSender)) mistakes++;
        else if ((!reply.positive() || verb.isPresent() && verb.get().is(Verb.Guard.JUNK)) && ++junk > JUNK_FREE) mistakes++;
    }

    private Reply unknown(String name) {
        if (WEB.contains(name.toUpperCase(Locale.ROOT))) {
            session.end();
            return Reply.of(554, "5.5.1", "This is a mail server");
        }
        return Reply.of(500, "5.5.1", "Command unknown");
    }

    private Optional<Reply> barred(Verb verb) {
        if (verb.is(Verb.Guard.AFTER_HELLO) && session.phase().hello().isEmpty()) return Optional.of(Replies.NO_HELLO);
        if (!verb.is(Verb.Guard.AFTER_SIGN_IN) || !session.service().submits() || session.who().isPresent()) return Optional.empty();
        return Optional.of(session.confidential() ? Replies.NO_SIGN_IN : Replies.NO_TLS);
    }

    private void farewell(Reply reply, String why) {
        session.end();
        reason = why;
        try {
            session.say(reply);
        } catch (IOException gone) {
            reason = why + ",lost";
        }
    }

    private String host() { return session.connection().house().hostname(); }
}
