package org.posthouse.connector.smtp;

import org.posthouse.connector.api.Reply;

/// EXPN: who is on that list? Off unless the house wants it on (RFC 5321 §3.5.3, §7.3).
final class ExpnCommand implements SmtpCommand {
    private static final Reply NOT_SAID = Reply.of(252, "2.5.2", "Cannot EXPN, but will take mail and try to deliver it");

    @Override public Reply run(Session session, String arguments) {
        if (arguments.isBlank()) return Reply.of(501, "5.5.4", "Syntax: EXPN list");
        if (!session.limits().expn()) return NOT_SAID;
        var client = session.client();
        return session.house(() -> session.connection().endpoints().intake(house -> house.expand(client, arguments)), reply -> reply);
    }
}
