package org.posthouse.connector.smtp;

import java.io.IOException;
import java.lang.System.Logger.Level;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;
import org.posthouse.connector.api.Client;
import org.posthouse.connector.api.Limits;
import org.posthouse.connector.api.Reply;
import org.posthouse.connector.api.Service;
import org.posthouse.connector.api.SignedIn;
import org.posthouse.connector.api.TurnVerdict;
import org.posthouse.connector.listen.Connection;
import org.posthouse.connector.listen.HouseFault;
import org.posthouse.connector.listen.Overloaded;
import org.posthouse.wire.Wire;

/// What client and server have agreed on so far. Owned by the connection's thread.
final class Session {
    private static final System.Logger LOG = System.getLogger(Session.class.getName());

    private final Connection connection;
    private Phase phase = new Phase.Greeted();
    private Optional<SignedIn> who = Optional.empty();
    private boolean over;
    private boolean tlsAgreed;
    private Optional<TurnVerdict.Errand> errand = Optional.empty();
    private int accepted;
    private int refused;
    private int turnedAway;

    Session(Connection connection) { this.connection = connection; }

    Connection connection() { return connection; }

    Wire wire() { return connection.wire(); }

    Service service() { return connection.service(); }

    Limits limits() { return connection.limits(); }

    Phase phase() { return phase; }

    /// Goes on to another phase. A message that was begun by BDAT and is left behind is thrown away.
    void phase(Phase next) {
        if (phase instanceof Phase.Chunks(_, var reception) && !(next instanceof Phase.Chunks)) reception.close();
        phase = next;
    }

    /// Ends the transaction, if there is one (RFC 5321 §4.1.1.5).
    void reset() { phase.hello().ifPresent(by -> phase(new Phase.Ready(by))); }

    /// Forgets everything the client said (RFC 3207 §4.2).
    void forget() {
        phase(new Phase.Greeted());
        who = Optional.empty();
    }

    /// The handshake begins as soon as the reply to this command is out.
    void agreeToTls() { tlsAgreed = true; }

    void handshakeIfAgreed() throws IOException {
        if (!tlsAgreed) return;
        tlsAgreed = false;
        wire().flush();
        connection.startTls();
        forget();
    }

    /// This side becomes the client as soon as the reply to this command is out; the session ends with that.
    void turn(TurnVerdict.Errand errand) {
        this.errand = Optional.of(errand);
        end();
    }

    void turnIfAgreed() throws IOException, InterruptedException {
        if (errand.isEmpty()) return;
        boolean told = false;
        try {
            wire().flush();
            told = true;
        } finally {
            if (!told) errand.get().abandon();
        }
        errand.get().run(wire());
    }

    Optional<SignedIn> who() { return who; }

    void signedIn(SignedIn who) {
        this.who = Optional.of(who);
        connection.signedIn(who);
    }

    /// The client as the house is told of it.
    Client client() {
        var hello = phase.hello();
        return connection.client(hello.map(Hello::name).orElse(""), hello.map(Hello::extended).orElse(false), who);
    }

    /// Secrets may pass: the connection is encrypted, or never leaves the machine and the service's rules let that suffice.
    boolean confidential() { return connection.secured().isPresent() || connection.remote().getAddress().isLoopbackAddress() && !connection.tlsToSignIn(); }

    boolean offersTls() { return connection.tls().isPresent() && connection.secured().isEmpty(); }

    /// Buffers a reply; it goes out before the next read that has to wait.
    void say(Reply reply) throws IOException { wire().write(Replies.line(reply)); }

    /// No further command is read.
    void end() { over = true; }

    boolean over() { return over; }

    /// One call into the house; its faults become a refusal, and an ERROR line where it is to blame.
    <T> T house(Supplier<T> call, Function<Reply, T> refusal) {
        try {
            return call.get();
        } catch (Overloaded busy) {
            LOG.log(Level.WARNING, connection.id() + " event=overloaded reason=" + Peer.text(String.valueOf(busy.getMessage())));
            return refusal.apply(Replies.OVERLOADED);
        } catch (HouseFault fault) {
            fault(fault);
            return refusal.apply(Replies.FAULT);
        }
    }

    void fault(Throwable fault) { LOG.log(Level.ERROR, connection.id() + " event=fault", fault); }

    void info(String event) { LOG.log(Level.INFO, connection.id() + " " + event); }

    /// One message came to its end.
    void counted(boolean taken) {
        if (taken) accepted++;
        else refused++;
    }

    int accepted() { return accepted; }

    int refused() { return refused; }

    /// A recipient beyond the limit.
    ///
    /// @return how many there were in this session
    int turnedAway() { return ++turnedAway; }
}
