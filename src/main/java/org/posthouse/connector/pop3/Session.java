package org.posthouse.connector.pop3;

import java.io.IOException;
import java.lang.System.Logger.Level;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.Optional;
import org.posthouse.connector.api.Client;
import org.posthouse.connector.api.Content;
import org.posthouse.connector.api.SignedIn;
import org.posthouse.connector.listen.Connection;
import org.posthouse.connector.listen.Endpoints;
import org.posthouse.connector.listen.HouseFault;
import org.posthouse.connector.listen.Overloaded;
import org.posthouse.wire.LineRead;
import org.posthouse.wire.Wire;

/// One POP3 session from greeting to farewell. Owned by the connection's virtual thread; no locks.
final class Session {
    private static final System.Logger LOG = System.getLogger(Session.class.getName());
    private static final int RELEASES = 3;
    /// Nobody needs more to sign in; each one after them counts as an error, so that asking on does not hold a connection for ever.
    private static final int COMMANDS_BEFORE_SIGN_IN = 100;

    private final Connection connection;
    private final Wire wire;
    private final Replies replies;
    private final Tally tally = new Tally();
    private final String stamp;
    private Phase phase = Phase.Authorization.START;
    private Optional<SignedIn> who = Optional.empty();
    private boolean utf8;
    private int commandsBeforeSignIn;
    private int errors;
    private String ended = "";

    Session(Connection connection) {
        this.connection = connection;
        this.wire = connection.wire();
        this.replies = new Replies(wire);
        this.stamp = Stamp.fresh(connection.id(), connection.house().hostname());
    }

    void run() throws IOException, InterruptedException {
        String reason = "lost";
        try {
            wire.timeout(connection.limits().popTimeout());
            replies.send(new Answer.Ok(Text.READY, connection.house().hostname(), stamp));
            talk();
            wire.flush();
            reason = ended;
        } catch (SocketTimeoutException silence) {
            reason = "timeout";   // RFC 1939 §3: closed without a word and without UPDATE
        } catch (Torn torn) {
            reason = "torn";
            LOG.log(Level.ERROR, connection.id() + " event=message-unreadable account=" + account(), torn);
            wire.cut();
        } finally {
            if (reason.equals("lost") && connection.draining()) reason = "cut";
            giveUpLock();
            LOG.log(Level.INFO, connection.id() + " event=end service=" + connection.service().label() + " remote=" + connection.remote().getAddress().getHostAddress()
                    + " account=" + account() + tally + " reason=" + reason);
        }
    }

    private void talk() throws IOException, InterruptedException {
        while (ended.isEmpty()) {
            var line = readLine(connection.limits().commandOctets());
            if (line.isEmpty()) {
                end("stopped");
                replies.send(Answer.refusal("SYS/TEMP", Text.STOPPING));
                return;
            }
            obey(line.get());
        }
    }

    private void obey(LineRead line) throws IOException, InterruptedException {
        var answer = switch (line) {
            case LineRead.Line(var text) -> carryOut(text);
            case LineRead.TooLong() -> Answer.mistake(Text.LINE_TOO_LONG);
            case LineRead.BareEnd() -> Answer.mistake(Text.BROKEN_LINE);
            case LineRead.NotText() -> Answer.mistake(Text.NOT_TEXT);
        };
        replies.send(answer);
        boolean mistake = answer instanceof Answer.Refusal refusal && refusal.mistake();
        boolean dawdling = phase instanceof Phase.Authorization && ++commandsBeforeSignIn > COMMANDS_BEFORE_SIGN_IN;
        if ((mistake || dawdling) && ++errors >= connection.limits().errors()) {
            end("errors");
            replies.send(Answer.refusal("SYS/PERM", Text.TOO_MANY_ERRORS));
        }
    }

    private Answer carryOut(String line) throws IOException, InterruptedException {
        int space = line.indexOf(' ');
        var verb = Verb.named(space < 0 ? line : line.substring(0, space));
        if (verb.isEmpty()) return Answer.mistake(Text.UNKNOWN_COMMAND);
        try {
            return verb.get().command().run(this, space < 0 ? "" : line.substring(space + 1));
        } catch (Overloaded full) {
            LOG.log(Level.WARNING, connection.id() + " event=overloaded command=" + verb.get() + " reason=" + full.getMessage());
            return Answer.refusal("SYS/TEMP", Text.BUSY);
        } catch (HouseFault fault) {
            LOG.log(Level.ERROR, connection.id() + " event=fault command=" + verb.get() + " account=" + account(), fault);
            return Answer.refusal("SYS/TEMP", Text.FAULT);
        }
    }

    /// The client's next line; answers wait in the buffer as long as it has sent more already (RFC 2449 §6.6).
    ///
    /// @return empty when the session shall say farewell
    Optional<LineRead> readLine(int maxOctets) throws IOException {
        if (!wire.hasInput()) wire.flush();
        return connection.idle(() -> wire.readLine(maxOctets));
    }

    /// Whatever way the session ended but by QUIT: nothing is deleted (RFC 1939 §6), and the next session must find the maildrop unlocked.
    private void giveUpLock() {
        if (!(phase instanceof Phase.Transaction now)) return;
        for (int left = RELEASES; left > 0; left--) {
            try {
                release(now.drop());
                return;
            } catch (Overloaded full) {   // has waited long already; a kept lock would shut the account's owner out
                LOG.log(left > 1 ? Level.DEBUG : Level.ERROR, connection.id() + " event=lock-kept account=" + account(), full);
            } catch (HouseFault fault) {
                LOG.log(Level.ERROR, connection.id() + " event=lock-kept account=" + account(), fault);
                return;
            }
        }
    }

    private void release(Snapshot drop) {
        endpoints().maildrop(house -> {
            house.release(drop.drop());
            return true;
        });
    }

    /// Deletes what is marked and gives up the lock.
    ///
    /// @return false when nothing could be deleted
    boolean update(Snapshot drop) {
        var marked = drop.deleted();
        boolean done = true;
        if (marked.isEmpty()) release(drop);
        else done = endpoints().maildrop(house -> house.update(drop.drop(), marked));
        phase = new Phase.Update();
        if (done) tally.deleted(marked.size());
        return done;
    }

    /// Empty when the message was removed meanwhile or is damaged. The caller closes it.
    Optional<Content> content(Snapshot drop, int number) { return endpoints().maildrop(house -> house.content(drop.drop(), drop.id(number))); }

    void countRetrieved(long octets) { tally.retrieved(octets); }

    void signedIn(SignedIn who, Snapshot drop) {
        this.who = Optional.of(who);
        phase = new Phase.Transaction(who, drop);
        connection.signedIn(who);
    }

    /// Agrees to TLS, shakes hands and forgets what was said before (RFC 2595 §4).
    void startTls() throws IOException {
        replies.send(new Answer.Ok(Text.TLS_GO));
        connection.startTls();
        phase = Phase.Authorization.START;
        replies.speak(Language.ENGLISH);
    }

    boolean secured() { return connection.secured().isPresent(); }

    boolean tlsOffered() { return connection.tls().isPresent(); }

    /// Passwords travel in clear on this machine only, and only if the service's rules let them; elsewhere under TLS (RFC 8314 §3).
    boolean clearTextAllowed() { return secured() || client().loopback() && !connection.tlsToSignIn(); }

    void pause(Duration delay) throws InterruptedException { connection.pause(delay); }

    Client client() { return connection.client("", false, who); }

    Endpoints endpoints() { return connection.endpoints(); }

    Wire wire() { return wire; }

    Phase phase() { return phase; }

    void become(Phase phase) { this.phase = phase; }

    void end(String reason) { ended = reason; }

    String stamp() { return stamp; }

    boolean utf8() { return utf8; }

    void enableUtf8() { utf8 = true; }

    void speak(Language language) { replies.speak(language); }

    private String account() { return who.map(SignedIn::address).orElse("-"); }
}
