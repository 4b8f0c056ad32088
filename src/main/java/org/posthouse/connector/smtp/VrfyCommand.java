package org.posthouse.connector.smtp;

import org.posthouse.connector.api.Reply;

/// VRFY: who is that? Off unless the house wants it on: 252 tells nothing (RFC 5321 §3.5.3, §7.3).
final class VrfyCommand implements SmtpCommand {
    private static final Reply NOT_SAID = Reply.of(252, "2.5.2", "Cannot VRFY, but will take mail and try to deliver it");

    @Override public Reply run(Session session, String arguments) {
        if (arguments.isBlank()) return Reply.of(501, "5.5.4", "Syntax: VRFY address");
        if (!session.limits().vrfy()) return NOT_SAID;
        var client = session.client();
        return session.house(() -> session.connection().endpoints().intake(house -> house.verify(client, arguments)), reply -> reply);
    }
}
