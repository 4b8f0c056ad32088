package org.posthouse.sieve;

import java.util.List;

/// Words in the text of a message (RFC 5173).
final class BodyTest {
    private static final List<String> TEXT = List.of("text");

    /// Of a text, characters that patterns are tried on: a pattern costs its length times that.
    private static final int MOST_MATCHED = 64 << 10;

    private BodyTest() { }

    private static List<String> looked(List<String> texts, Match match) {
        return match.type() != Match.Type.MATCHES ? texts : texts.stream().map(text -> text.length() <= MOST_MATCHED ? text : text.substring(0, MOST_MATCHED)).toList();
    }

    static Test of(Arguments arguments) throws ScriptFault {
        arguments.needs("body");
        boolean raw = arguments.tag("raw");
        boolean text = arguments.tag("text");
        var content = arguments.strings("content");
        if ((raw ? 1 : 0) + (text ? 1 : 0) + (content.isPresent() ? 1 : 0) > 1) throw arguments.fault(":raw, :text or :content, one of them");
        var match = Match.of(arguments);
        var keys = arguments.strings();
        return run -> match.any(run, looked(run.mail.body(raw ? List.of() : content.map(run::texts).orElse(TEXT)), match), run.texts(keys));
    }
}
