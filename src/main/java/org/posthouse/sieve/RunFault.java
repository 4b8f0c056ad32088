package org.posthouse.sieve;

/// A run that went too far; the message is kept.
public final class RunFault extends Exception {
    private static final long serialVersionUID = 1;

    RunFault(int line, String message) { super("line " + line + ": " + message, null, false, false); }
}
