package org.posthouse.connector.pop3;

import java.util.ArrayList;
import java.util.List;

/// CAPA (RFC 2449 §5): what this session may do now, so passwords in clear are not announced where they would be refused.
final class CapaCommand implements Command {
    private static final List<String> ALWAYS = List.of("TOP", "UIDL", "RESP-CODES", "AUTH-RESP-CODE", "PIPELINING", "EXPIRE NEVER", "UTF8 USER", "LANG",
            "IMPLEMENTATION Posthouse");   // RFC 2449 §6.9; no version, which would only tell strangers what to try

    @Override public Answer run(Session session, String args) {
        var lines = new ArrayList<>(ALWAYS);
        if (session.clearTextAllowed()) lines.addAll(List.of("USER", "SASL PLAIN"));
        if (session.phase() instanceof Phase.Authorization && !session.secured() && session.tlsOffered()) lines.add("STLS");
        return new Answer.Listing(wire -> wire.write(String.join("\r\n", lines) + "\r\n"), Text.CAPABILITIES);
    }
}
