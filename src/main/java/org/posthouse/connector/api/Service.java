package org.posthouse.connector.api;

/// A service that a listener can offer, by the name it has in settings and on the ready line.
public enum Service {
    SMTP("smtp", false), SUBMISSION("submission", false), SUBMISSIONS("submissions", true), LMTP("lmtp", false),
    POP3("pop3", false), POP3S("pop3s", true);

    private final String label;
    private final boolean tlsFirst;

    Service(String label, boolean tlsFirst) {
        this.label = label;
        this.tlsFirst = tlsFirst;
    }

    /// As in `posthouse.<service>.port`.
    public String label() { return label; }

    /// TLS starts with the connection (RFC 8314 §3), not by a command.
    public boolean tlsFirst() { return tlsFirst; }

    /// Takes mail from the people who live here, who must sign in first (RFC 6409 §4.3).
    public boolean submits() { return this == SUBMISSION || this == SUBMISSIONS; }
}
