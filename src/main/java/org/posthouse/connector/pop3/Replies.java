package org.posthouse.connector.pop3;

import java.io.IOException;
import org.posthouse.wire.Wire;

/// Writes answers in the session's language. Buffered; flushing is the session's business.
final class Replies {
    private final Wire wire;
    private Language language = Language.ENGLISH;

    Replies(Wire wire) { this.wire = wire; }

    void speak(Language language) { this.language = language; }

    void send(Answer answer) throws IOException {
        switch (answer) {
            case Answer.Ok(var text, var args) -> ok(language.say(text, args));
            case Answer.Figures(var line) -> ok(line);
            case Answer.Refusal(var code, _, var text, var args) -> line("-ERR " + (code.isEmpty() ? "" : "[" + code + "] ") + language.say(text, args));
            case Answer.Listing(var body, var text, var args) -> {
                ok(language.say(text, args));
                body.writeTo(wire);
                line(".");
            }
            case Answer.Letter(var sending, var text, var args) -> {
                try (sending) {
                    ok(language.say(text, args));
                    sending.to(wire);
                }
            }
            case Answer.Said() -> { }
        }
    }

    private void ok(String words) throws IOException { line("+OK " + words); }

    private void line(String line) throws IOException { wire.write(line + "\r\n"); }
}
