package org.posthouse.connector.pop3;

import java.io.IOException;

/// STLS (RFC 2595 §4).
final class StlsCommand implements Command.BeforeSignIn {
    @Override public Answer run(Session session, Phase.Authorization now, String args) throws IOException {
        if (!args.isBlank()) return Answer.mistake(Text.NO_ARGUMENT);
        if (session.secured()) return Answer.mistake(Text.TLS_ALREADY);
        if (!session.tlsOffered()) return Answer.refusal("SYS/PERM", Text.TLS_NONE);
        if (session.utf8()) return Answer.mistake(Text.NOT_NOW);   // RFC 6856 §2.1: never after UTF8
        if (session.wire().hasInput()) {   // sent in clear and meant to be read as if under TLS (CVE-2011-0411)
            session.end("input-before-tls");
            return Answer.mistake(Text.TLS_PIPELINED);
        }
        session.startTls();
        return new Answer.Said();
    }
}
