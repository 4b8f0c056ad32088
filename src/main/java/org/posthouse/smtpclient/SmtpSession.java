package org.posthouse.smtpclient;

import java.io.EOFException;
import java.io.IOException;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.ArrayList;
import org.posthouse.wire.Flood;
import org.posthouse.wire.LineRead;
import org.posthouse.wire.Wire;

/// A session with one server that is ready for mail. Owned by one thread.
public final class SmtpSession implements AutoCloseable {
    private static final int MOST_LINE = 4 << 10;                   // RFC 5321 §4.5.3.1.5 has 512; some tell stories
    private static final int MOST_LINES = 128;
    private static final int SHOWN = 80;
    /// One message with all its replies: a server that drips them keeps a run no longer from others.
    private static final Duration LONGEST = Duration.ofHours(2);

    final Wire wire;
    final Patience patience;
    private final StuckGuard guard;
    private Extensions extensions = Extensions.NONE;
    private String tls = "plain";
    private int transactions;
    private int room = Integer.MAX_VALUE;
    private boolean usable = true;
    boolean mustReset;

    SmtpSession(Wire wire, Patience patience) {
        this.wire = wire;
        this.patience = patience;
        this.guard = new StuckGuard(wire, patience.block());
    }

    Extensions extensions() { return extensions; }

    void offers(Extensions offered) { extensions = offered; }

    void secured(String how) { tls = how; }

    /// `TLSv1.3`, with what is wrong about the certificate behind it; `plain`; or `plain, TLS failed: …`.
    public String tls() { return tls; }

    /// Transactions so far.
    public int transactions() { return transactions; }

    /// Recipients that the server takes in one transaction, as far as it has let us know.
    public int room() { return room; }

    void hasRoomFor(int recipients) { room = Math.max(1, recipients); }

    /// Sends one message. Must not be called again when the session is no longer open.
    ///
    /// @throws Unreadable the message is ours to read and could not be; the connection is cut, and no recipient has it
    public Transfer send(Mail mail) {
        if (!usable) throw new IllegalStateException("the session is over");
        guard.within(LONGEST);
        var transfer = new Transaction(this, mail).run();
        guard.free();
        transactions++;
        usable = transfer.open();
        return transfer;
    }

    /// What the server says to a recipient of a message that never follows (RFC 5321 §3.3); from the null sender, so that nobody can be reported to. The connection may be lost behind it.
    ///
    /// @param recipient `local@domain`
    public Response probe(String recipient) {
        try {
            var path = Spelling.path(recipient);
            if (path.isEmpty()) return Response.own("5.1.3", "That is no address for another server");
            var from = ask("MAIL FROM:<>", patience.command());
            if (!from.taken()) return from;
            mustReset = true;
            return ask("RCPT TO:" + path.get(), patience.command());
        } catch (IOException failed) {
            usable = false;
            return broken(failed, "when it was asked for a recipient");
        }
    }

    void command(String line) throws IOException { wire.write(line + "\r\n"); }

    Response ask(String line, Duration longest) throws IOException {
        command(line);
        return reply(longest);
    }

    /// Reads a whole reply (RFC 5321 §4.2.1), within `longest` from now.
    Response reply(Duration longest) throws IOException {
        wire.timeout(longest);
        wire.deadline(longest);
        try {
            var lines = new ArrayList<String>();
            while (lines.size() < MOST_LINES) {
                var line = line();
                boolean last = line.length() < 4 || line.charAt(3) != '-';
                lines.add(line.length() > 4 ? line.substring(4) : "");
                if (last) return Response.read(Integer.parseInt(line, 0, 3, 10), lines);
            }
            throw new Nonsense("its reply has no end");
        } catch (Flood endless) {
            throw new Nonsense("its reply has no end");
        } finally {
            wire.noDeadline();
        }
    }

    private String line() throws IOException {
        return switch (wire.readLine(MOST_LINE)) {
            case LineRead.Line(var text) when isReply(text) -> text;
            case LineRead.Line(var text) -> throw new Nonsense("it says no reply but: " + text.substring(0, Math.min(SHOWN, text.length())));
            case LineRead.TooLong _ -> throw new Nonsense("a line of its reply is too long");
            case LineRead.BareEnd _, LineRead.NotText _ -> throw new Nonsense("it sends what is no text");
        };
    }

    private static boolean isReply(String line) {
        return line.length() >= 3 && line.charAt(0) >= '2' && line.charAt(0) <= '5' && Character.isDigit(line.charAt(1)) && Character.isDigit(line.charAt(2)) && line.charAt(1) < 128 && line.charAt(2) < 128
                && (line.length() == 3 || line.charAt(3) == ' ' || line.charAt(3) == '-');
    }

    /// A connection that failed, in words.
    static Response broken(IOException failed, String when) {
        return switch (failed) {
            case Nonsense nonsense -> Response.own("4.5.0", "The server speaks no SMTP " + when + ": " + nonsense.getMessage());
            case EOFException _ -> Response.own("4.4.2", "The server ended the connection " + when);
            case SocketTimeoutException _ -> Response.own("4.4.2", "The server took too long " + when);
            default -> Response.own("4.4.2", "The connection broke " + when + ": " + failed.getMessage());
        };
    }

    /// Says good-bye when the server still listens (RFC 5321 §4.1.1.10), and ends the connection.
    @Override public void close() {
        if (!usable) {
            cut();
            return;
        }
        usable = false;
        guard.within(patience.quit().multipliedBy(2));
        try {
            ask("QUIT", patience.quit());
        } catch (IOException gone) {
            // good-bye all the same
        }
        wire.close();
        guard.close();
    }

    /// Ends the connection at once, in the middle of whatever it is: from any thread.
    public void cut() {
        usable = false;
        wire.cut();
        guard.close();
    }
}
