package org.posthouse.database;

/// The database cannot be used; the message is for the person at the console (exit code 4).
public final class DatabaseRefused extends RuntimeException {
    private static final long serialVersionUID = 1;

    DatabaseRefused(String message, Throwable cause) { super(message, cause); }
}
