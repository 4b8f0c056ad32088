package org.posthouse.connector.smtp;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.posthouse.connector.api.Reply;
import org.posthouse.connector.api.Service;

class SmallVerbsTest extends SmtpTest {
    @Test void answersBeforeAGreeting() throws IOException {
        talk("""
             S: 220 .*
             C: NOOP with argument
             S: 250 2.0.0 OK
             C: noop
             S: 250 2.0.0 OK
             C: RSET\s\s
             S: 250 2.0.0 OK
             C: HELP DATA
             S: 214-2.0.0 Commands:
             S: 214 2.0.0 EHLO HELO MAIL RCPT DATA BDAT RSET NOOP VRFY EXPN HELP STARTTLS AUTH ETRN QSND ATRN QUIT
             C: QUIT
             S: 221 2.0.0 mx.example.test closing connection
             S: END
             """);
    }

    @Test void helpNamesWhatLmtpSpeaks() throws IOException {
        connect(Service.LMTP).talk("S: 220 .*\nC: HELP\nS: 214-.*\nS: 214 2.0.0 LHLO MAIL .*");
    }

    @Test void nobodyIsToldWhoLivesHere() throws IOException {
        talk("""
             S: 220 .*
             C: VRFY jane
             S: 252 2.5.2 .*
             C: VRFY nobody
             S: 252 2.5.2 .*
             C: EXPN all
             S: 252 2.5.2 .*
             C: VRFY
             S: 501 5.5.4 .*
             C: EXPN
             S: 501 5.5.4 .*
             """);
        assertEquals(0, house.calls.get());
    }

    @Test void unknownVerbsAreToldSo() throws IOException {
        talk("S: 220 .*\nC: TURN\nS: 500 5.5.1 .*\nC:  \nS: 500 5.5.1 .*\nC: MAILFROM:<a@example.org>\nS: 500 5.5.1 .*\nC: STARTTLS\nS: 454 4.7.0 .*");
    }

    @Test void aWholeTransactionMayBePipelined() throws IOException {                  // RFC 2920 §3.1
        talk("S: 220 .*").send("EHLO x\r\nMAIL FROM:<>\r\nRCPT TO:<b@example.test>\r\nRCPT TO:<nobody@example.test>\r\nDATA\r\n").talk("""
             S: 250-.*
             S: 250-.*
             S: 250-.*
             S: 250-.*
             S: 250-.*
             S: 250-.*
             S: 250-.*
             S: 250-.*
             S: 250-.*
             S: 250-ETRN
             S: 250 HELP
             S: 250 2.1.0 .*
             S: 250 2.1.5 .*
             S: 550 5.1.1 .*
             S: 354 .*
             """).send("x\r\n.\r\nRSET\r\nQUIT\r\n").talk("S: 250 2.0.0 kept\nS: 250 .*\nS: 221 .*\nS: END");
    }

    @Test void everyLineOfAReplyCarriesItsCodes() {
        assertEquals("250-2.1.5 a\r\n250 2.1.5 b\r\n", Replies.line(new Reply(250, "2.1.5", List.of("a", "b"))));
        assertEquals("354 go\r\n", Replies.line(Reply.of(354, "", "go")));
        assertEquals("421 4.7.0 mx too many connections from your network, try again later", new SmtpProtocol().tooMany("mx"));
    }
}
