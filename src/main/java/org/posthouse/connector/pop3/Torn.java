package org.posthouse.connector.pop3;

import java.io.IOException;

/// The house could not read a message to its end after part of it was sent. The connection must be cut, for a final dot would make the part a whole.
final class Torn extends IOException {
    private static final long serialVersionUID = 1L;

    Torn(Exception cause) { super(cause); }
}
