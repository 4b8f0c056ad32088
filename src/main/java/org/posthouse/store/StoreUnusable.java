package org.posthouse.store;

import java.nio.file.Path;

/// The store cannot be opened, and the message says what is wrong and where. Nothing was repaired by guesswork; the launcher exits with 4.
public final class StoreUnusable extends Exception {
    private static final long serialVersionUID = 1L;

    StoreUnusable(Path where, String what) { super(where + ": " + what); }

    StoreUnusable(Path where, String what, Throwable cause) { super(where + ": " + what + " (" + cause + ")", cause); }
}
