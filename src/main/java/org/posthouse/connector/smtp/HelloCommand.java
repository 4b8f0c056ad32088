package org.posthouse.connector.smtp;

import java.util.ArrayList;
import java.util.regex.Pattern;
import org.posthouse.connector.api.Reply;
import org.posthouse.connector.api.Service;
import org.posthouse.mime.Domains;

/// EHLO, HELO (RFC 5321 §4.1.1.1) and LHLO (RFC 2033 §4.1).
final class HelloCommand implements SmtpCommand {
    /// Machines that do not know their name in DNS still have mail: anything that cannot do harm in a Received field is let through.
    private static final Pattern HARMLESS = Pattern.compile("[\\w.:\\[\\]-]{1,255}");

    private final boolean extended;

    HelloCommand(boolean extended) { this.extended = extended; }

    @Override public Reply run(Session session, String arguments) {
        var name = arguments.strip();
        if (!HARMLESS.matcher(name).matches() && !Domains.valid(name)) return Reply.of(501, "5.5.4", "Say who you are: a host name or address literal");
        session.phase(new Phase.Ready(new Hello(name, extended)));                        // RFC 5321 §4.1.4: as RSET does
        return extended ? extensions(session) : Reply.of(250, "", session.connection().house().hostname());
    }

    private static Reply extensions(Session session) {
        var limits = session.limits();
        var lines = new ArrayList<String>();
        lines.add(session.connection().house().hostname());
        lines.add("PIPELINING");                                                          // RFC 2920
        lines.add("SIZE " + limits.messageBytes());                                       // RFC 1870 §3
        lines.add("8BITMIME");                                                            // RFC 6152
        lines.add("SMTPUTF8");                                                            // RFC 6531
        lines.add("CHUNKING");                                                            // RFC 3030; not BINARYMIME, POP3 has no way to hand such a message out
        lines.add("ENHANCEDSTATUSCODES");                                                 // RFC 2034
        lines.add("DSN");                                                                 // RFC 3461
        lines.add("LIMITS RCPTMAX=" + limits.recipients() + " MAILMAX=" + limits.messages());      // RFC 9422
        if (session.offersTls()) lines.add("STARTTLS");                                   // RFC 3207
        if (AuthCommand.offered(session)) lines.add("AUTH PLAIN LOGIN");                  // RFC 4954 §3
        if (session.service() != Service.LMTP) lines.add("ETRN");                         // RFC 1985 §4
        if (AtrnCommand.offered(session)) lines.add("ATRN");                              // RFC 2645 §5.1
        if (limits.vrfy()) lines.add("VRFY");
        if (limits.expn()) lines.add("EXPN");
        lines.add("HELP");
        return new Reply(250, "", lines);
    }
}
