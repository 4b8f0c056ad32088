package org.posthouse.connector.pop3;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Optional;

/// The client's response in SASL PLAIN (RFC 4616 §2).
record PlainResponse(String login, String password) {

    /// Empty when it is not base64 of UTF-8, not three fields, or asks to act as somebody else, which nobody here may.
    static Optional<PlainResponse> parse(String base64) {
        try {
            var octets = Base64.getDecoder().decode(base64);
            String[] fields = StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(octets)).toString().split("\0", -1);
            boolean own = fields.length == 3 && (fields[0].isEmpty() || fields[0].equals(fields[1]));
            return own && !fields[1].isEmpty() && !fields[2].isEmpty() ? Optional.of(new PlainResponse(fields[1], fields[2])) : Optional.empty();
        } catch (IllegalArgumentException | CharacterCodingException malformed) {
            return Optional.empty();
        }
    }

    @Override public String toString() { return "PlainResponse[" + login + "]"; }
}
