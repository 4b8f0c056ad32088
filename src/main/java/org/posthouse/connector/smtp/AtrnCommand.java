package org.posthouse.connector.smtp;

import java.util.Arrays;
import java.util.List;
import org.posthouse.connector.api.Reply;
import org.posthouse.connector.api.TurnVerdict;
import org.posthouse.mime.Domains;

/// ATRN: the mail of somebody without an address of his own goes out over the connection that he has opened and signed in on (RFC 2645). On the submission services, where people sign in.
final class AtrnCommand implements SmtpCommand {
    private static final int MOST = 100;
    private static final Reply SYNTAX = Reply.of(501, "5.5.4", "Syntax: ATRN [domain *(\",\" domain)]");

    static boolean offered(Session session) { return session.service().submits(); }

    @Override public Reply run(Session session, String arguments) {
        if (!offered(session)) return Reply.of(502, "5.5.1", "ATRN is for those who sign in, on the submission service");      // RFC 2645 §5.2.1
        if (session.who().isEmpty()) return session.confidential() ? Replies.NO_SIGN_IN : Replies.NO_TLS;
        if (!(session.phase() instanceof Phase.Ready || session.phase() instanceof Phase.NoSender)) return Reply.of(503, "5.5.1", "No ATRN during a transaction");
        if (session.wire().hasInput()) {                                            // what was sent ahead would be taken for a reply
            session.end();
            return Reply.of(503, "5.5.1", "Nothing may follow ATRN before its reply");
        }
        List<String> domains = arguments.isBlank() ? List.of() : Arrays.stream(arguments.split(",", -1)).map(String::strip).toList();
        if (domains.size() > MOST || !domains.stream().allMatch(Domains::valid)) return SYNTAX;
        var client = session.client();
        return switch (session.house(() -> session.connection().endpoints().turn(house -> house.turn(client, domains)), TurnVerdict.Refused::new)) {
            case TurnVerdict.Refused(var reply) -> {
                session.info("event=atrn domains=" + Peer.text(arguments) + " reply=" + Peer.text(reply));
                yield reply;
            }
            case TurnVerdict.Turned(var reply, var errand) -> {
                session.info("event=atrn domains=" + Peer.text(arguments) + " reply=" + Peer.text(reply));
                session.turn(errand);
                yield reply;
            }
        };
    }
}
