package org.posthouse.connector.pop3;

import java.io.IOException;
import org.posthouse.connector.listen.Connection;
import org.posthouse.connector.listen.Protocol;

/// POP3 (RFC 1939) on `pop3` and `pop3s`.
public final class Pop3 implements Protocol {
    @Override public void serve(Connection connection) throws IOException, InterruptedException { new Session(connection).run(); }

    /// RFC 3206 §4: nothing is wrong with the client's credentials, and it may come back later.
    @Override public String tooMany(String hostname) { return "-ERR [SYS/TEMP] " + hostname + ": too many connections from your address"; }
}
