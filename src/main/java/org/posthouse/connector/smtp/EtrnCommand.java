package org.posthouse.connector.smtp;

import java.util.Locale;
import org.posthouse.connector.api.Reply;

/// ETRN: "send me now what waits for my domain" (RFC 1985). QSND is its older name, which knows no `@`.
final class EtrnCommand implements SmtpCommand {
    private final String name;
    private final boolean options;

    EtrnCommand(String name, boolean options) {
        this.name = name;
        this.options = options;
    }

    @Override public Reply run(Session session, String arguments) {
        if (!(session.phase() instanceof Phase.Ready || session.phase() instanceof Phase.NoSender)) return Reply.of(503, "5.5.1", "No " + name + " during a transaction");
        var node = arguments.strip();
        boolean marked = node.startsWith("@") || node.startsWith("#");
        if (node.isEmpty() || node.indexOf(' ') >= 0) return Reply.of(500, "5.5.2", "Syntax: " + name + " domain");        // RFC 1985 §5.3
        if (marked && !options) return Reply.of(501, "5.5.4", "Syntax: " + name + " domain");
        var client = session.client();
        var reply = session.house(() -> session.connection().endpoints().turn(house -> house.start(client, node)), EtrnCommand::unable);
        session.info("event=" + name.toLowerCase(Locale.ROOT) + " node=" + Peer.text(node) + " reply=" + Peer.text(reply));
        return reply;
    }

    private static Reply unable(Reply fault) { return Reply.of(458, fault.enhanced(), "Unable to queue messages now"); }
}
