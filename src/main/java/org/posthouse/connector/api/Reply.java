package org.posthouse.connector.api;

import java.util.List;

/// An SMTP reply: basic code, enhanced code (RFC 3463) and one or more lines of text.
///
/// @param code     200 to 599
/// @param enhanced `class.subject.detail`, or empty where RFC 2034 §4 has none (greeting, EHLO, 354)
/// @param lines    at least one; printable, without line ends
public record Reply(int code, String enhanced, List<String> lines) {

    public Reply {
        if (code < 200 || code > 599 || lines.isEmpty()) throw new IllegalArgumentException("not a reply: " + code + " " + lines);
        lines = List.copyOf(lines);
    }

    public static Reply of(int code, String enhanced, String text) { return new Reply(code, enhanced, List.of(text)); }

    /// 2xx, or 3xx which asks for more.
    public boolean positive() { return code < 400; }
}
