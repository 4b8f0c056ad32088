package org.posthouse.connector.pop3;

import java.io.IOException;
import org.posthouse.wire.Wire;

/// What a command comes to (RFC 1939 §3).
sealed interface Answer {
    /// `+OK` with words.
    record Ok(Text text, Object... args) implements Answer { }

    /// `+OK` with figures that programs read.
    record Figures(String line) implements Answer { }

    /// `-ERR`.
    ///
    /// @param code    a response code (RFC 2449 §8) without its brackets, or empty
    /// @param mistake counts against the session's limit of errors
    record Refusal(String code, boolean mistake, Text text, Object... args) implements Answer { }

    /// `+OK` and lines, written by `body` without the final dot.
    record Listing(Body body, Text text, Object... args) implements Answer { }

    /// `+OK` and a message.
    record Letter(Sending sending, Text text, Object... args) implements Answer { }

    /// Everything was said already.
    record Said() implements Answer { }

    /// Writes whole lines, none of which begins with a dot.
    interface Body {
        void writeTo(Wire wire) throws IOException;
    }

    static Refusal mistake(Text text, Object... args) { return new Refusal("", true, text, args); }

    static Refusal refusal(String code, Text text, Object... args) { return new Refusal(code, false, text, args); }
}
