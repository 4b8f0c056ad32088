package org.posthouse.connector.listen;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.Optional;
import javax.net.ssl.SSLContext;
import org.posthouse.connector.api.Client;
import org.posthouse.connector.api.Control;
import org.posthouse.connector.api.Limits;
import org.posthouse.connector.api.Service;
import org.posthouse.connector.api.SignedIn;
import org.posthouse.connector.api.TlsFacts;
import org.posthouse.wire.Wire;

/// One accepted connection as a protocol sees it. Owned by its virtual thread: only that thread may call it.
public interface Connection {
    Wire wire();

    /// Short, unique among all sessions of this and other starts of the process; begins every log line.
    String id();

    Service service();

    InetSocketAddress remote();

    InetSocketAddress local();

    /// As they stood when the connection was accepted.
    Limits limits();

    /// Passwords pass under TLS only, also from this machine itself.
    boolean tlsToSignIn();

    /// What STARTTLS and STLS need; empty when the house has no certificate.
    Optional<SSLContext> tls();

    /// The handshake, by the time-out that [Wire#timeout] was given last. The reply that agrees to it was written; check [Wire#hasInput] before that.
    ///
    /// @throws IOException it failed, and the session cannot go on
    void startTls() throws IOException;

    /// What the handshake agreed on; empty while the connection is plain.
    Optional<TlsFacts> secured();

    Endpoints endpoints();

    Control.House house();

    /// The session shall end: after the command in hand, say farewell (421 4.3.2, `-ERR [SYS/TEMP]`) and return.
    boolean draining();

    /// Waits for the peer's next command by running `read`. Here and in [#pause] alone may a stop wake the session; a command in hand is always finished.
    ///
    /// @return empty when [#draining]: say farewell and return
    /// @throws IOException whatever `read` throws for a reason of the peer's
    <T> Optional<T> idle(Waiting<T> read) throws IOException;

    /// Sits out a delay owed to a wrong password; a stop cuts it short.
    void pause(Duration delay) throws InterruptedException;

    /// From now on the session belongs to this account and ends with it.
    void signedIn(SignedIn who);

    /// This connection as the house is told of it.
    ///
    /// @param helo argument of HELO, EHLO or LHLO; empty before it and in POP3
    default Client client(String helo, boolean extended, Optional<SignedIn> who) {
        return new Client(id(), service(), remote(), local(), secured(), helo, extended, who);
    }

    /// Reading the next command.
    interface Waiting<T> {
        T read() throws IOException;
    }
}
