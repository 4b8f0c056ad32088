package org.posthouse.connector.smtp;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import org.junit.jupiter.api.Test;
import org.posthouse.connector.api.IntakeVerdict;
import org.posthouse.connector.api.Reply;
import org.posthouse.connector.api.Service;

class LmtpTest extends SmtpTest {
    private Dialogue lmtp(String script) throws IOException { return connect(Service.LMTP).talk(script); }

    private static final String TWO_OF_THREE = """
            S: 220 mx.example.test LMTP .*
            C: LHLO client.example
            S: 250-mx.example.test
            S: 250-PIPELINING
            S: 250-SIZE .*
            S: 250-8BITMIME
            S: 250-SMTPUTF8
            S: 250-CHUNKING
            S: 250-ENHANCEDSTATUSCODES
            S: 250-DSN
            S: 250-LIMITS .*
            S: 250 HELP
            C: MAIL FROM:<a@example.org>
            S: 250 .*
            C: RCPT TO:<b@example.test>
            S: 250 .*
            C: RCPT TO:<nobody@example.test>
            S: 550 .*
            C: RCPT TO:<c@example.test>
            S: 250 .*
            """;

    @Test void lhloIsTheOnlyGreeting() throws IOException {
        lmtp("""
             S: 220 .*
             C: EHLO client.example
             S: 500 5.5.1 .*
             C: HELO client.example
             S: 500 5.5.1 .*
             """);
        talk("S: 220 .*\nC: LHLO x\nS: 500 5.5.1 .*");
    }

    @Test void dataIsAnsweredForEachRecipientThatWasAccepted() throws IOException {
        lmtp(TWO_OF_THREE + """
             C: DATA
             S: 354 .*
             C: x
             C: .
             S: 250 2.0.0 kept
             S: 250 2.0.0 kept
             C: NOOP
             S: 250 2.0.0 OK
             """);
        assertEquals(1, house.mails.size());
    }

    @Test void soIsARefusal() throws IOException {
        house.toMail = _ -> new IntakeVerdict.Refused(Reply.of(452, "4.2.2", "full"));
        lmtp(TWO_OF_THREE + "C: DATA\nS: 354 .*\nC: .\nS: 452 4.2.2 full\nS: 452 4.2.2 full\nC: NOOP\nS: 250 2.0.0 OK");
    }

    @Test void soIsTheLastChunkAlone() throws IOException {
        lmtp(TWO_OF_THREE).send("BDAT 3\r\nx\r\nBDAT 0 LAST\r\nNOOP\r\n").talk("S: 250 2.0.0 3 .*\nS: 250 2.0.0 kept\nS: 250 2.0.0 kept\nS: 250 2.0.0 OK");
    }

    @Test void dataWithoutRecipientsIsAnsweredOnce() throws IOException {      // RFC 2033 §4.2
        lmtp(TWO_OF_THREE + "C: RSET\nS: 250 .*\nC: MAIL FROM:<>\nS: 250 .*\nC: DATA\nS: 554 5.5.1 .*\nC: NOOP\nS: 250 .*");
    }
}
