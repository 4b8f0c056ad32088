package org.posthouse.smtpclient;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.posthouse.connector.api.Recipient.Notify;
import org.posthouse.connector.api.Sender;
import org.posthouse.mime.Path;
import org.posthouse.routing.Route;
import org.posthouse.wire.OctetSink;

@Timeout(20) class TransactionTest {
    private static final String TEXT = "Subject: Hello\n\n.dot\nend\n";
    private static final String HELLO = """
            S: 220 mx.example.org
            C: EHLO me.example.net
            """;
    private static final String PLAIN = HELLO + "S: 250 mx\n";
    private static final String PIPELINING = HELLO + "S: 250-mx\nS: 250 PIPELINING\n";

    private static Mail mail(String from, String... to) { return mailOf(from, TEXT, to); }

    private static Mail mailOf(String from, String text, String... to) {
        return new Mail(from, Sender.of(Path.NULL), Arrays.stream(to).map(address -> new Mail.To(address, Set.of(), "")).toList(), new TextContent(text));
    }

    private static SmtpSession open(ScriptedServer server) { return open(server, Duration.ofSeconds(5)); }

    private static SmtpSession open(ScriptedServer server, Duration patience) {
        var call = new Call(server.server("mx.example.org"), Optional.empty(), Route.Tls.OFFERED, Optional.empty(), "me.example.net");
        return switch (TestClient.patient(patience).open(call)) {
            case Opening.Ready(var session) -> session;
            case Opening.Failed(var why, _) -> throw new AssertionError(why);
        };
    }

    /// `Taken 250 2.0.0 | Never 550 5.1.1 …`, with `open` or `closed` at the end.
    private static String said(Transfer transfer) {
        return transfer.verdicts().stream().map(verdict -> verdict.getClass().getSimpleName() + " " + verdict.response().code() + " " + verdict.response().status()).collect(Collectors.joining(" | ")) + (transfer.open() ? " open" : " closed");
    }

    private static String send(String script, Mail mail) throws IOException {
        try (var server = new ScriptedServer(script); var session = open(server)) {
            var said = said(session.send(mail));
            session.close();
            server.played();
            return said;
        }
    }

    @Test void aMessageGoesOneCommandAfterTheOther() throws IOException {
        try (var server = new ScriptedServer(PLAIN + """
                C: MAIL FROM:<a@example.net>
                S: 250 ok
                C: RCPT TO:<b@example.org>
                S: 250 2.1.5 ok
                C: DATA
                S: 354 go
                BODY
                S: 250 2.0.0 Queued as 17
                C: QUIT
                """); var session = open(server)) {
            var transfer = session.send(mail("a@example.net", "b@example.org"));
            assertEquals("Taken 250 2.0.0 open", said(transfer));
            assertEquals("Queued as 17", transfer.verdicts().getFirst().response().text());
            assertEquals("plain", session.tls());
            session.close();
            server.played();
            assertEquals(List.of("Subject: Hello\n\n..dot\nend\n"), server.bodies);
        }
    }

    @Test void commandsGoTogetherWhereTheServerTakesThemSo() throws IOException {
        assertEquals("Taken 250 2.0.0 | Never 550 5.1.1 | Later 450 4.2.0 open", send(PIPELINING + """
                C: MAIL FROM:<>
                C: RCPT TO:<b@example.org>
                C: RCPT TO:<c@example.org>
                C: RCPT TO:<d@example.org>
                C: DATA
                S: 250 ok
                S: 250 ok
                S: 550-5.1.1 nobody
                S: 550 5.1.1 here
                S: 450 4.2.0 greylisted
                S: 354 go
                BODY
                S: 250 2.0.0 ok
                C: QUIT
                """, mail("", "b@example.org", "c@example.org", "d@example.org")));
    }

    @Test void recipientsGoInGroups() throws IOException {
        var to = IntStream.range(0, 150).mapToObj(i -> "r" + i + "@example.org").toArray(String[]::new);
        var first = IntStream.range(0, 100).mapToObj(i -> "C: RCPT TO:<r" + i + "@example.org>").collect(Collectors.joining("\n"));
        var second = IntStream.range(100, 150).mapToObj(i -> "C: RCPT TO:<r" + i + "@example.org>").collect(Collectors.joining("\n"));
        var said = send(PIPELINING + "C: MAIL FROM:.*\n" + first + "\n" + "S: 250 ok\n".repeat(101) + second + "\nC: DATA\n" + "S: 250 ok\n".repeat(50) + "S: 354 go\nBODY\nS: 250 ok\nC: QUIT\n", mail("a@b.example", to));
        assertEquals(150, said.split("Taken").length - 1);
    }

    @Test void aRefusedSenderRefusesAll() throws IOException {
        assertEquals("Never 553 5.1.8 | Never 553 5.1.8 open", send(PIPELINING + """
                C: MAIL FROM:.*
                C: RCPT TO:.*
                C: RCPT TO:.*
                C: DATA
                S: 553 5.1.8 who?
                S: 503 5.5.1 no
                S: 503 5.5.1 no
                S: 503 5.5.1 no
                C: QUIT
                """, mail("a@example.net", "b@example.org", "c@example.org")));
    }

    @Test void whereNobodyWasTakenAGoAheadIsAnsweredWithAnEnd() throws IOException {
        try (var server = new ScriptedServer(PIPELINING + """
                C: MAIL FROM:.*
                C: RCPT TO:.*
                C: DATA
                S: 250 ok
                S: 550 no
                S: 354 go
                C: \\.
                S: 554 no valid recipients
                C: MAIL FROM:.*
                C: RCPT TO:.*
                C: DATA
                S: 250 ok
                S: 550 no
                S: 503 no
                C: RSET
                C: MAIL FROM:.*
                C: RCPT TO:.*
                C: DATA
                S: 250 ok
                S: 250 ok
                S: 250 ok
                S: 354 go
                BODY
                S: 250 ok
                C: QUIT
                """); var session = open(server)) {
            assertEquals("Never 550 5.0.0 open", said(session.send(mail("a@example.net", "b@example.org"))));
            assertEquals("Never 550 5.0.0 open", said(session.send(mail("a@example.net", "b@example.org"))));
            assertEquals("Taken 250 2.0.0 open", said(session.send(mail("a@example.net", "b@example.org"))));
            session.close();
            server.played();
        }
    }

    @Test void tooManyRecipientsGoInTheNextTransaction() throws IOException {
        try (var server = new ScriptedServer(PIPELINING + """
                C: MAIL FROM:.*
                C: RCPT TO:.*
                C: RCPT TO:.*
                C: RCPT TO:.*
                C: DATA
                S: 250 ok
                S: 250 ok
                S: 452 4.2.2 full
                S: 452 4.5.3 too many recipients
                S: 354 go
                BODY
                S: 250 ok
                C: QUIT
                """); var session = open(server)) {
            assertEquals("Taken 250 2.0.0 | Later 452 4.2.2 | Untried 452 4.5.3 open", said(session.send(mail("a@example.net", "b@example.org", "c@example.org", "d@example.org"))));
            assertEquals(1, session.room());
        }
    }

    @Test void theEndDecidesForAllThatWereTaken() throws IOException {
        assertEquals("Never 554 5.7.1 | Never 550 5.1.1 open", send(PLAIN + """
                C: MAIL FROM:.*
                S: 250 ok
                C: RCPT TO:.*
                S: 250 ok
                C: RCPT TO:.*
                S: 550 5.1.1 no
                C: DATA
                S: 354 go
                BODY
                S: 554 5.7.1 spam
                C: QUIT
                """, mail("a@example.net", "b@example.org", "c@example.org")));
    }

    @Test void whatNobodyConfirmedIsForLater() throws IOException {
        var script = PLAIN + """
                C: MAIL FROM:.*
                S: 250 ok
                C: RCPT TO:.*
                S: 250 ok
                C: RCPT TO:.*
                S: 550 no
                C: DATA
                S: 354 go
                BODY
                """;
        try (var server = new ScriptedServer(script + "CLOSE"); var session = open(server)) {
            var transfer = session.send(mail("a@example.net", "b@example.org", "c@example.org"));
            assertEquals("Later 0 4.4.2 | Never 550 5.0.0 closed", said(transfer));
            assertEquals("The server ended the connection before it confirmed the message, which may arrive twice", transfer.verdicts().getFirst().response().text());
            assertThrows(IllegalStateException.class, () -> session.send(mail("a@example.net", "b@example.org")));
        }
    }

    @Test void aServerThatLeavesInTheMiddleLeavesTheRestForLater() throws IOException {
        assertEquals("Later 421 4.3.2 | Never 550 5.1.1 | Later 421 4.3.2 closed", send(PLAIN + """
                C: MAIL FROM:.*
                S: 250 ok
                C: RCPT TO:.*
                S: 250 ok
                C: RCPT TO:.*
                S: 550 5.1.1 no
                C: RCPT TO:.*
                S: 421 4.3.2 closing
                CLOSE
                """, mail("a@example.net", "b@example.org", "c@example.org", "d@example.org")));
    }

    @Test void aServerThatLeavesBetweenMessagesHasNotLookedAtTheNext() throws IOException {
        var once = """
                C: MAIL FROM:.*
                S: 250 ok
                C: RCPT TO:.*
                S: 250 ok
                C: DATA
                S: 354 go
                BODY
                S: 250 ok
                """;
        for (var end : List.of("CLOSE", "C: MAIL FROM:.*\nS: 421 4.7.0 enough\nCLOSE", "C: MAIL FROM:.*\nRESET"))
            try (var server = new ScriptedServer(PLAIN + once + end); var session = open(server)) {
                session.send(mail("a@example.net", "b@example.org"));
                assertTrue(said(session.send(mail("a@example.net", "b@example.org"))).matches("Untried (421 4.7.0|0 4.4.2) closed"));
            }
    }

    @Test void extensionsAreUsedWhereTheyAreOffered() throws IOException {
        var mail = new Mail("jané@exämple.net", new Sender(Path.NULL, 0, Sender.Body.EIGHT_BIT, true, Sender.Ret.HDRS, "a+b=c", ""),
                List.of(new Mail.To("\"b c\"@example.org", Set.of(Notify.SUCCESS, Notify.FAILURE), "rfc822;x+y@example.org"), new Mail.To("d@example.org", Set.of(Notify.NEVER), "utf-8;jané@example.org")), new TextContent("Subject: é\n\n"));
        assertEquals("Taken 250 2.0.0 | Taken 250 2.0.0 open", send(HELLO + """
                S: 250-mx
                S: 250-SIZE 1000
                S: 250-8BITMIME
                S: 250-SMTPUTF8
                S: 250 DSN
                C: MAIL FROM:<jané@xn--exmple-cua.net> SIZE=15 BODY=8BITMIME SMTPUTF8 RET=HDRS ENVID=a\\+2Bb\\+3Dc
                S: 250 ok
                C: RCPT TO:<"b c"@example.org> NOTIFY=SUCCESS,FAILURE ORCPT=rfc822;x\\+2By@example.org
                S: 250 ok
                C: RCPT TO:<d@example.org> NOTIFY=NEVER ORCPT=utf-8;jan\\\\x\\{E9\\}@example.org
                S: 250 ok
                C: DATA
                S: 354 go
                BODY
                S: 250 ok
                C: QUIT
                """, mail));
    }

    @Test void withoutThemWhatNeedsThemIsRefused() throws IOException {
        var utf8 = new Sender(Path.NULL, 0, Sender.Body.EIGHT_BIT, true, Sender.Ret.UNSAID, "", "");
        var to = List.of(new Mail.To("b@example.org", Set.of(), ""), new Mail.To("jané@example.org", Set.of(), ""));
        var accepting = """
                C: MAIL FROM:<a@example.net>
                S: 250 ok
                C: RCPT TO:<b@example.org>
                S: 250 ok
                C: DATA
                S: 354 go
                BODY
                S: 250 ok
                C: QUIT
                """;
        assertEquals("Never 0 5.6.7 | Never 0 5.6.7 open", send(PLAIN + "C: QUIT", new Mail("a@example.net", utf8, to, new TextContent("Subject: é\n\n"))));
        assertEquals("Taken 250 2.0.0 | Never 0 5.6.7 open", send(PLAIN + accepting, new Mail("a@example.net", utf8, to, new TextContent("Subject: e\n\né\n"))), "the body alone goes as it is");
        assertEquals("Never 0 5.6.7 open", send(PLAIN + "C: QUIT", mail("jané@example.net", "b@example.org")));
        assertEquals("Never 0 5.3.4 open", send(HELLO + "S: 250-mx\nS: 250 SIZE 10\nC: QUIT", mail("a@example.net", "b@example.org")));
        assertEquals("Never 0 5.1.3 open", send(PLAIN + "C: QUIT", mail("a@example.net", "b\r\nDATA@example.org")));
        assertEquals("Never 0 5.1.7 open", send(PLAIN + "C: QUIT", mail("no address", "b@example.org")));
    }

    @Test void aServerThatSaysWhyItEndsTheConnectionIsHeard() throws IOException {
        var body = "Subject: long\n\n" + ("x".repeat(70) + "\n").repeat(400_000);
        var said = send(PLAIN + """
                C: MAIL FROM:.*
                S: 250 ok
                C: RCPT TO:.*
                S: 250 ok
                C: DATA
                S: 354 go
                C: Subject: long
                S: 552 5.3.4 too big
                CLOSE
                """, mailOf("a@example.net", body, "b@example.org"));
        assertTrue(said.matches("(Never 552 5.3.4|Later 0 4.4.2) closed"), said);       // a reset may have taken the words with it
    }

    @Test void aServerThatDoesNotReadIsLeft() throws IOException {
        var body = "Subject: long\n\n" + ("x".repeat(70) + "\n").repeat(400_000);
        try (var server = new ScriptedServer(PLAIN + """
                C: MAIL FROM:.*
                S: 250 ok
                C: RCPT TO:.*
                S: 250 ok
                C: DATA
                S: 354 go
                DRIP 2%s
                """.formatted("5".repeat(60))); var session = open(server, Duration.ofMillis(600))) {
            var transfer = session.send(mailOf("a@example.net", body, "b@example.org"));
            assertEquals("Later 0 4.4.2 closed", said(transfer));
        }
    }

    @Test void hostileRepliesEnd() throws IOException {
        for (var hostile : List.of("S: What do you want?", "S* 250-more", "S. 250 " + "x".repeat(5000) + "\r\n", "S: 99 bottles", "S: 1234", "DRIP 250-a very slow answer", "SILENT", "CLOSE", "S. 250", "S: 150 maybe"))
            try (var server = new ScriptedServer(PLAIN + "C: MAIL FROM:.*\nS: 250 ok\nC: RCPT TO:.*\n" + hostile); var session = open(server, Duration.ofMillis(400))) {
                assertTrue(said(session.send(mail("a@example.net", "b@example.org"))).matches("Later 0 4\\.(4\\.2|5\\.0) closed"), hostile);
            }
    }

    @Test void wrongCodesDecideNothing() throws IOException {
        assertEquals("Later 354 4.5.0 open", send(PLAIN + """
                C: MAIL FROM:.*
                S: 250 ok
                C: RCPT TO:.*
                S: 354 go
                C: QUIT
                """, mail("a@example.net", "b@example.org")));
        assertEquals("Later 250 4.5.0 open", send(PLAIN + """
                C: MAIL FROM:.*
                S: 250 ok
                C: RCPT TO:.*
                S: 250 ok
                C: DATA
                S: 250 ok
                C: QUIT
                """, mail("a@example.net", "b@example.org")));
    }

    @Test void aRecipientCanBeAskedForWithoutAMessage() throws IOException {
        try (var server = new ScriptedServer(PLAIN + """
                C: MAIL FROM:<>
                S: 250 ok
                C: RCPT TO:<b@example.org>
                S: 550 5.1.1 nobody
                C: RSET
                S: 250 ok
                C: MAIL FROM:<a@example.net>
                S: 550 5.7.1 no
                C: QUIT
                """); var session = open(server)) {
            assertEquals("5.1.1", session.probe("b@example.org").status());
            assertEquals("Never 550 5.7.1 open", said(session.send(mail("a@example.net", "b@example.org"))));
            session.close();
            server.played();
        }
    }

    @Test void bareLineFeedsAndOldAlphabetsAreRead() throws IOException {
        assertEquals("Never 550 5.1.1 open", send(PLAIN + "C: MAIL FROM:.*\nS. 250 ok\\n\nC: RCPT TO:.*\nS: 550 5.1.1 Empf\u00e4nger unbekannt\nC: QUIT", mail("a@example.net", "b@example.org")));
    }

    @Test void aMessageThatCannotBeReadIsNoFaultOfTheServer() throws IOException {
        var broken = new Content() {
            @Override public long octets() { return 10; }

            @Override public boolean eightBit() { return false; }

            @Override public boolean eightBitHeader() { return false; }

            @Override public void to(OctetSink sink) throws IOException {
                sink.write("Subject: half".getBytes(), 0, 13);
                throw new Unreadable(new IOException("damaged"));
            }
        };
        try (var server = new ScriptedServer(PLAIN + """
                C: MAIL FROM:.*
                S: 250 ok
                C: RCPT TO:.*
                S: 250 ok
                C: DATA
                S: 354 go
                """); var session = open(server)) {
            assertThrows(Unreadable.class, () -> session.send(new Mail("a@example.net", Sender.of(Path.NULL), List.of(new Mail.To("b@example.org", Set.of(), "")), broken)));
            server.played();
        }
    }
}
