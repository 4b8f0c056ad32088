package org.posthouse.sieve;

/// A script that cannot be understood, or may not do what it says.
public final class ScriptFault extends Exception {
    private static final long serialVersionUID = 1;
    private final int line;

    ScriptFault(int line, String message) {
        super(message, null, false, false);
        this.line = line;
    }

    /// Counted from 1.
    public int line() { return line; }
}
