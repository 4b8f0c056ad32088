package org.posthouse.sieve;

import java.util.List;

/// Words in the text of a message (RFC 5173).
final class BodyTest {
    private static final List<String> TEXT = List.of("text");

    private BodyTest() { }

    static Test of(Arguments arguments) throws ScriptFault {
        arguments.needs("body");
        boolean raw = arguments.tag("raw");
        boolean text = arguments.tag("text");
        var content = arguments.strings("content");
        if ((raw ? 1 : 0) + (text ? 1 : 0) + (content.isPresent() ? 1 : 0) > 1) throw arguments.fault(":raw, :text or :content, one of them");
        var match = Match.of(arguments);
        var keys = arguments.strings();
        return run -> match.any(run, run.mail.body(raw ? List.of() : content.map(run::texts).orElse(TEXT)), run.texts(keys));
    }
}
