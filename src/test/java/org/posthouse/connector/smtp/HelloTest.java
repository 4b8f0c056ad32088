package org.posthouse.connector.smtp;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.posthouse.connector.Certificate;
import org.posthouse.connector.api.Service;

class HelloTest extends SmtpTest {
    @Test void ehloListsWhatIsSpoken() throws IOException {
        talk("""
             S: 220 mx\\.example\\.test ESMTP Posthouse
             C: EHLO client.example
             S: 250-mx\\.example\\.test
             S: 250-PIPELINING
             S: 250-SIZE 52428800
             S: 250-8BITMIME
             S: 250-SMTPUTF8
             S: 250-CHUNKING
             S: 250-ENHANCEDSTATUSCODES
             S: 250-DSN
             S: 250-LIMITS RCPTMAX=1000 MAILMAX=10000
             S: 250-ETRN
             S: 250 HELP
             C: QUIT
             S: 221 2.0.0 .*
             S: END
             """);
    }

    @Test void submissionOffersAuthOnLoopback() throws Exception {
        post.tls(Certificate.context());
        var client = connect(Service.SUBMISSION).talk("S: 220 .*\nC: EHLO x");
        var lines = new StringBuilder();
        for (String line; !(line = client.line()).startsWith("250 "); ) lines.append(line).append('\n');
        assertTrue(lines.toString().contains("250-STARTTLS\n250-AUTH PLAIN LOGIN\n"));
    }

    @Test void theNameReachesTheHouse() throws IOException {
        talk(HELLO + """
             C: MAIL FROM:<a@example.org>
             S: 250 .*
             C: RCPT TO:<b@example.test>
             S: 250 .*
             """);
        assertEquals("client.example", house.clients.getFirst().helo());
        assertEquals(false, house.clients.getFirst().extended());
    }

    @ParameterizedTest
    @ValueSource(strings = { "client.example", "[192.0.2.1]", "[IPv6:::1]", "WIN_PC", "localhost", "bücher.example", "10.0.0.1", "a:b" })
    void aNameThatDoesNoHarmIsTaken(String name) throws IOException { talk("S: 220 .*\nC: HELO " + name + "\nS: 250 mx.example.test"); }

    @ParameterizedTest
    @ValueSource(strings = { "EHLO", "HELO ", "EHLO two words", "EHLO (x)", "EHLO a;b", "EHLO <x>" })
    void whoDoesNotSayWhoItIsIsAskedAgain(String command) throws IOException { talk("S: 220 .*\nC: " + command + "\nS: 501 5.5.4 .*"); }

    @ParameterizedTest
    @ValueSource(strings = { "MAIL FROM:<a@example.org>", "RCPT TO:<a@example.org>", "DATA" })
    void nothingGoesBeforeIt(String command) throws IOException { talk("S: 220 .*\nC: " + command + "\nS: 503 5.5.1 .*EHLO.*"); }

    @Test void itEndsATransaction() throws IOException {
        talk(HELLO + """
             C: MAIL FROM:<a@example.org>
             S: 250 .*
             C: HELO again.example
             S: 250 .*
             C: RCPT TO:<b@example.test>
             S: 503 5.5.1 MAIL first
             """);
    }

    @Test void vrfyAndExpnAreNamedWhenTheyAreOn() throws IOException {
        limits = TestLimits.usual().verifying().all();
        talk("""
             S: 220 .*
             C: VRFY jane
             S: 250 2.1.5 <jane@example.test>
             C: EXPN all
             S: 250-2.1.5 <a@example.test>
             S: 250 2.1.5 <b@example.test>
             """);
    }
}
