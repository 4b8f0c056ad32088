package org.posthouse.smtpclient;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.posthouse.connector.api.Recipient.Notify;
import org.posthouse.connector.api.Sender.Ret;
import org.posthouse.mime.Xtext;
import org.posthouse.wire.DotStuffing;

/// MAIL, RCPT, DATA: in groups where the server takes them so (RFC 2920), else one by one.
final class Transaction {
    /// Commands in one write: their replies must fit what TCP holds for us while we still write, or both sides would wait for each other (RFC 2920 §3.1).
    private static final int GROUP = 100;

    private final SmtpSession session;
    private final Extensions server;
    private final Mail mail;
    private final Verdict[] verdicts;
    private final List<Integer> going = new ArrayList<>();
    private final List<Integer> accepted = new ArrayList<>();
    private final Duty duty;

    /// Where the transaction stands, for the words about its end.
    private String stage = "before the message was offered";
    private boolean answered;
    private boolean leaving;

    /// A server that closes the connection in the middle (421).
    private static final class Left extends Exception {
        private static final long serialVersionUID = 1;
        private final transient Response response;

        Left(Response response) {
            super(null, null, false, false);
            this.response = response;
        }
    }

    /// What the message asks of a server.
    ///
    /// @param utf8    SMTPUTF8 is to be said
    /// @param refused why nobody gets it from this server
    private record Duty(boolean utf8, Optional<Response> refused) { }

    Transaction(SmtpSession session, Mail mail) {
        this.session = session;
        this.server = session.extensions();
        this.mail = mail;
        this.verdicts = new Verdict[mail.recipients().size()];
        this.duty = duty();
    }

    private Duty duty() {
        var from = Spelling.path(mail.from());
        if (from.isEmpty()) return new Duty(false, Optional.of(Response.own("5.1.7", "The sender's address cannot be written in SMTP")));
        if (server.size() > 0 && mail.content().octets() > server.size())                       // RFC 1870 §6.1: do not even try
            return new Duty(false, Optional.of(Response.own("5.3.4", "The message has " + mail.content().octets() + " octets, and the server takes " + server.size() + " at most")));
        boolean addresses = !Spelling.ascii(from.get());
        if (server.utf8()) return new Duty(addresses || mail.options().utf8() || mail.recipients().stream().anyMatch(to -> !Spelling.ascii(Spelling.path(to.address()).orElse(""))), Optional.empty());
        if (addresses || mail.options().utf8() && mail.content().eightBitHeader())              // RFC 6531 §3.2, RFC 3463 §3.7 X.6.7
            return new Duty(false, Optional.of(Response.own("5.6.7", "The message has an address or a header in UTF-8, and the server does not take that (SMTPUTF8)")));
        return new Duty(false, Optional.empty());
    }

    Transfer run() {
        if (duty.refused.isPresent()) return all(new Verdict.Never(duty.refused.get()), true);
        for (int i = 0; i < verdicts.length; i++) {
            var path = Spelling.path(mail.recipients().get(i).address());
            if (path.isEmpty() || path.get().equals("<>")) verdicts[i] = new Verdict.Never(Response.own("5.1.3", "The address cannot be written in SMTP"));
            else if (!server.utf8() && !Spelling.ascii(path.get())) verdicts[i] = new Verdict.Never(Response.own("5.6.7", "The address is in UTF-8, and the server does not take that (SMTPUTF8)"));
            else going.add(i);
        }
        if (going.isEmpty()) return all(null, true);
        try {
            talk();
            if (leaving) session.cut();
            return all(new Verdict.Later(Response.own("4.5.0", "The server said nothing that decides")), !leaving);
        } catch (Left left) {
            session.cut();
            return all(answered ? new Verdict.Later(left.response) : new Verdict.Untried(left.response), false);
        } catch (IOException broken) {
            session.cut();
            var why = SmtpSession.broken(broken, stage);
            return all(answered ? new Verdict.Later(why) : new Verdict.Untried(why), false);
        } catch (Unreadable ours) {
            session.cut();                                           // without the last dot: the server throws away what it has (RFC 5321 §4.1.1.4)
            throw ours;
        }
    }

    /// @param rest for those about whom nothing was decided
    private Transfer all(Verdict rest, boolean open) {
        for (int i = 0; i < verdicts.length; i++) if (verdicts[i] == null) verdicts[i] = rest;
        return new Transfer(List.of(verdicts), open);
    }

    private void talk() throws IOException, Left {
        boolean reset = session.mustReset;
        session.mustReset = false;
        if (reset) session.command("RSET");
        if (reset && !server.pipelining()) open(session.reply(session.patience.command()));
        session.command(mailFrom());
        int group = server.pipelining() ? GROUP : 1;
        int next = 0;
        boolean data = false;
        if (server.pipelining()) {
            next = offer(0, group);
            data = next == going.size();
            if (data) session.command("DATA");
            if (reset) open(session.reply(session.patience.command()));
        }
        boolean begun = begin();
        if (server.pipelining()) hear(0, next, begun);
        while (begun && next < going.size()) {
            int from = next;
            next = offer(from, group);
            data = server.pipelining() && next == going.size();
            if (data) session.command("DATA");
            hear(from, next, true);
        }
        if (data) deliver(hear(session.reply(session.patience.data())));
        else if (begun && !accepted.isEmpty()) deliver(hear(session.ask("DATA", session.patience.data())));
        else session.mustReset = begun;
    }

    /// The first reply of the transaction; one that says 421 leaves the message untried.
    private void open(Response response) throws Left {
        if (response.closing()) throw new Left(response);
    }

    private boolean begin() throws IOException, Left {
        stage = "when the message was offered";
        var response = session.reply(session.patience.command());
        open(response);
        answered = true;
        if (response.taken()) return true;
        going.forEach(i -> verdicts[i] = refusal(response));
        return false;
    }

    private int offer(int from, int group) throws IOException {
        int to = Math.min(going.size(), from + group);
        for (int i : going.subList(from, to)) session.command(rcptTo(mail.recipients().get(i)));
        return to;
    }

    /// Replies to RCPT.
    ///
    /// @param begun MAIL was taken, so that they mean something
    private void hear(int from, int to, boolean begun) throws IOException, Left {
        for (int i : going.subList(from, to)) {
            var response = hear(session.reply(session.patience.command()));
            if (!begun) continue;
            boolean full = !accepted.isEmpty() && enough(response);
            if (response.taken()) accepted.add(i);
            else verdicts[i] = full ? new Verdict.Untried(response) : refusal(response);
            if (full) session.hasRoomFor(accepted.size());
        }
    }

    private static Response hear(Response response) throws Left {
        if (response.closing()) throw new Left(response);
        return response;
    }

    /// RFC 5321 §4.5.3.1.10: too many recipients is 452, and 552 from before. Said of mailboxes and disks as well, but then with other enhanced codes.
    private static boolean enough(Response response) {
        if (response.code() != 452 && response.code() != 552) return false;
        return response.enhanced().isEmpty() ? response.code() == 452 || response.text().matches("(?i).*too many.*") : response.enhanced().endsWith(".5.3");
    }

    /// Behind DATA. Where nobody was accepted a go-ahead must still be answered with an end (RFC 2920 §3.1).
    private void deliver(Response response) throws IOException {
        if (!response.goAhead()) {
            accepted.forEach(i -> verdicts[i] = refusal(response));
            session.mustReset = true;
            return;
        }
        if (accepted.isEmpty()) {
            session.ask(".", session.patience.end());
            return;
        }
        var reply = content();
        leaving |= reply.closing();
        accepted.forEach(i -> verdicts[i] = reply.taken() ? new Verdict.Taken(reply, server.dsn()) : refusal(reply));
    }

    private Response content() throws IOException {
        stage = "in the middle of the message";
        try {
            var stuffing = new DotStuffing(session.wire::write);
            mail.content().to(stuffing);
            stuffing.finish();
            session.wire.flush();
        } catch (IOException broken) {
            return lastWords(broken);
        }
        stage = "before it confirmed the message, which may arrive twice";
        return session.reply(session.patience.end());
    }

    /// A server that has had enough of a message says why and closes; what it said may still be there.
    private Response lastWords(IOException broken) throws IOException {
        try {
            var said = session.reply(session.patience.quit());
            leaving = true;
            if (!said.taken()) return said;
        } catch (IOException silent) {
            broken.addSuppressed(silent);
        }
        throw broken;
    }

    private static Verdict refusal(Response response) {
        if (response.never()) return new Verdict.Never(response);
        return new Verdict.Later(response.code() / 100 == 4 ? response : new Response(response.code(), "4.5.0", response.lines()));        // an answer to something else
    }

    private String mailFrom() {
        var line = new StringBuilder("MAIL FROM:").append(Spelling.path(mail.from()).orElseThrow());
        if (server.sized()) line.append(" SIZE=").append(mail.content().octets());
        if (server.eightBit() && mail.content().eightBit()) line.append(" BODY=8BITMIME");      // RFC 6152 §2
        if (duty.utf8) line.append(" SMTPUTF8");
        if (!server.dsn()) return line.toString();
        if (mail.options().ret() != Ret.UNSAID) line.append(" RET=").append(mail.options().ret());
        if (!mail.options().envid().isEmpty()) line.append(" ENVID=").append(Xtext.encode(mail.options().envid()));
        return line.toString();
    }

    private String rcptTo(Mail.To to) {
        var line = new StringBuilder("RCPT TO:").append(Spelling.path(to.address()).orElseThrow());
        if (!server.dsn()) return line.toString();
        if (!to.notifies().isEmpty()) line.append(" NOTIFY=").append(to.notifies().stream().sorted().map(Notify::name).collect(Collectors.joining(",")));
        int type = to.orcpt().indexOf(';');
        if (type > 0) line.append(" ORCPT=").append(to.orcpt(), 0, type + 1).append(to.orcpt().regionMatches(true, 0, "utf-8;", 0, 6) ? Spelling.unicodeXtext(to.orcpt().substring(type + 1)) : Xtext.encode(to.orcpt().substring(type + 1)));
        return line.toString();
    }
}
