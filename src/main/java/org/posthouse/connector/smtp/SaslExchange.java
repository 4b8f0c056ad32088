package org.posthouse.connector.smtp;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Optional;
import org.posthouse.connector.api.Reply;
import org.posthouse.wire.LineRead;

/// Challenges and responses of one AUTH command (RFC 4954 §4).
final class SaslExchange {
    private static final int LINE = 12_288;                                              // RFC 4954 §4
    private static final Reply NOT_BASE64 = Reply.of(501, "5.5.2", "Cannot decode response");
    private static final Reply CANCELLED = Reply.of(501, "5.7.0", "Authentication cancelled");
    private static final Reply TOO_LONG = Reply.of(500, "5.5.6", "Authentication exchange line is too long");

    /// What came of it all.
    sealed interface Said permits Credentials, Wrong { }

    /// What came of one challenge.
    private sealed interface Step permits Response, Wrong { }

    record Credentials(String login, String password) implements Said {
        @Override public String toString() { return "Credentials[" + login + "]"; }       // a record would tell the password
    }

    record Wrong(Reply reply) implements Said, Step { }

    private record Response(String text) implements Step {
        @Override public String toString() { return "Response"; }
    }

    private final Session session;
    private final String initial;

    /// @param initial the initial response in base64, `=` for one without octets, empty when there was none
    SaslExchange(Session session, String initial) {
        this.session = session;
        this.initial = initial;
    }

    /// `authzid NUL authcid NUL passwd` (RFC 4616 §2).
    Said plain() throws IOException { return initial.isEmpty() ? plain(ask("")) : plain(decode(initial)); }

    private static Said plain(Step step) {
        return switch (step) {
            case Wrong wrong -> wrong;
            case Response(var text) -> credentials(text);
        };
    }

    private static Said credentials(String text) {
        var parts = text.split("\0", -1);
        if (parts.length != 3 || parts[1].isEmpty()) return new Wrong(NOT_BASE64);
        boolean another = !parts[0].isEmpty() && !parts[0].equalsIgnoreCase(parts[1]);
        return another ? new Wrong(Reply.of(535, "5.7.8", "Nobody acts for another here")) : new Credentials(parts[1], parts[2]);
    }

    /// No RFC has it; every mail program of the last decades speaks it.
    Said login() throws IOException {
        return switch (initial.isEmpty() ? ask("Username:") : decode(initial)) {
            case Wrong wrong -> wrong;
            case Response(var login) -> switch (ask("Password:")) {
                case Wrong wrong -> wrong;
                case Response(var password) -> new Credentials(login, password);
            };
        };
    }

    private Step ask(String challenge) throws IOException {
        session.say(Reply.of(334, "", Base64.getEncoder().encodeToString(challenge.getBytes(StandardCharsets.US_ASCII))));
        var read = session.connection().idle(() -> session.wire().readLine(LINE));
        if (read.isEmpty()) {
            session.end();
            return new Wrong(Reply.of(421, "4.3.2", session.connection().house().hostname() + " is going down"));
        }
        return switch (read.get()) {
            case LineRead.Line(var text) when text.equals("*") -> new Wrong(CANCELLED);
            case LineRead.Line(var text) -> decode(text);
            case LineRead.TooLong() -> new Wrong(TOO_LONG);
            case LineRead.BareEnd() -> new Wrong(Reply.of(500, "5.5.2", "Lines end in CRLF"));
            case LineRead.NotText() -> new Wrong(NOT_BASE64);
        };
    }

    private static Step decode(String base64) {
        return octets(base64).flatMap(SaslExchange::utf8).<Step>map(Response::new).orElseGet(() -> new Wrong(NOT_BASE64));
    }

    private static Optional<byte[]> octets(String base64) {
        try {
            return Optional.of(base64.equals("=") ? new byte[0] : Base64.getDecoder().decode(base64));
        } catch (IllegalArgumentException notBase64) {
            return Optional.empty();
        }
    }

    private static Optional<String> utf8(byte[] octets) {
        try {
            return Optional.of(StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(octets)).toString());      // RFC 4616 §2
        } catch (CharacterCodingException notUtf8) {
            return Optional.empty();
        }
    }
}
