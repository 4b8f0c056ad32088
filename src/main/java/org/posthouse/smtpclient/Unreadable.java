package org.posthouse.smtpclient;

import java.io.IOException;
import java.io.UncheckedIOException;

/// The message to be sent cannot be read: no fault of the server.
public final class Unreadable extends UncheckedIOException {
    private static final long serialVersionUID = 1;

    public Unreadable(IOException cause) { super(cause); }
}
