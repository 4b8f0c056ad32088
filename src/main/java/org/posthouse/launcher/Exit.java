package org.posthouse.launcher;

/// Exit codes of the contract.
enum Exit {
    /// Stopped as asked.
    CLEAN(0),
    /// The server itself failed; the log has the trace.
    FAULT(1),
    /// A setting or an argument is wrong; the message names it.
    BAD_SETTING(2),
    /// A port is taken; the message names it.
    PORT_TAKEN(3),
    /// The home, the store or the database cannot be opened, or belongs to a running server; the message names it.
    CANNOT_OPEN(4);

    private final int code;

    Exit(int code) { this.code = code; }

    int code() { return code; }

    static Exit of(int code) {
        for (var exit : values()) if (exit.code == code) return exit;
        return FAULT;
    }
}
