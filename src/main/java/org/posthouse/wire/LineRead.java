package org.posthouse.wire;

/// What came of reading one command line.
public sealed interface LineRead {
    /// A whole line without its CRLF, decoded from UTF-8. It may hold any control character but CR, LF and NUL.
    record Line(String text) implements LineRead { }

    /// Longer than allowed; all of it was read and dropped.
    record TooLong() implements LineRead { }

    /// A CR or an LF stood alone (RFC 5321 §2.3.8). Nothing up to the next CRLF is ever taken for a command.
    record BareEnd() implements LineRead { }

    /// A NUL, or octets that are not UTF-8.
    record NotText() implements LineRead { }
}
