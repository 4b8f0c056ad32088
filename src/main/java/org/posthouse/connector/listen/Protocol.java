package org.posthouse.connector.listen;

import java.io.IOException;

/// What is spoken on a connection. One object serves all connections of a service and keeps nothing between them.
public interface Protocol {
    /// Speaks until the session is over, on the connection's own virtual thread; the caller closes the connection afterwards. A TLS-first
    /// service finds TLS established. What is thrown ends the session without a word: a lost peer as `IOException`, our bug as anything else.
    void serve(Connection connection) throws IOException, InterruptedException;

    /// What a client hears, without CRLF, whose address has too many connections open; then it is closed.
    String tooMany(String hostname);
}
