package org.posthouse.connector.smtp;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.time.Duration;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.posthouse.connector.Certificate;
import org.posthouse.connector.api.Service;

class StarttlsTest extends SmtpTest {
    @BeforeEach void certificate() throws Exception { post.tls(Certificate.context()); }

    @Test void everythingSaidBeforeIsForgotten() throws Exception {
        secured(talk(HELLO + """
             C: MAIL FROM:<a@example.org>
             S: 250 .*
             C: STARTTLS
             S: 220 2.0.0 .*
             """)).talk("""
             C: RCPT TO:<b@example.test>
             S: 503 5.5.1 Say EHLO first
             C: HELO client.example
             S: 250 .*
             C: MAIL FROM:<a@example.org>
             S: 250 .*
             C: RCPT TO:<b@example.test>
             S: 250 .*
             C: DATA
             S: 354 .*
             C: x
             C: .
             S: 250 .*
             C: STARTTLS
             S: 503 5.5.1 .*
             C: QUIT
             S: 221 .*
             S: END
             """);
        assertTrue(house.mails.getFirst().client().tls().orElseThrow().protocol().startsWith("TLSv1."));
    }

    @Test void itIsOfferedUntilItIsOn() throws Exception {
        var client = talk("S: 220 .*\nC: EHLO x");
        assertTrue(extensions(client).contains("STARTTLS"));
        var secured = secured(client.talk("C: STARTTLS\nS: 220 .*")).send("EHLO x\r\n");
        assertTrue(!extensions(secured).contains("STARTTLS"));
    }

    private static String extensions(Dialogue client) throws IOException {
        var lines = new StringBuilder();
        for (String line = ""; !line.startsWith("250 "); lines.append(line)) line = client.line();
        return lines.toString();
    }

    @Test void whatWasPipelinedInClearIsNeverRunUnderTls() throws IOException {      // CVE-2011-0411
        talk(HELLO).send("STARTTLS\r\nMAIL FROM:<attacker@example.org>\r\nRCPT TO:<b@example.test>\r\n").talk("S: 503 5.5.1 .*\nS: END");
        assertEquals(0, house.calls.get());
    }

    @Test void tlsFirstNeedsNoCommand() throws Exception {
        secured(connect(Service.SUBMISSIONS)).talk("S: 220 .*\nC: EHLO x\nS: 250-mx.*");
    }

    @Test void aHandshakeThatIsNoneEndsTheSession() throws IOException {
        talk(HELLO + "C: STARTTLS\nS: 220 .*").send("MAIL FROM:<a@example.org>\r\n".repeat(20));
        until(() -> post.sessions().values().stream().allMatch(open -> open == 0));
        assertEquals(0, house.calls.get());
    }

    @Test void aStopIsSaidUnderTlsToo() throws Exception {
        var client = secured(talk(HELLO + "C: STARTTLS\nS: 220 .*")).talk("C: NOOP\nS: 250 .*");
        assertEquals(0, post.drain(Duration.ofSeconds(9)));
        client.talk("S: 421 4.3.2 .*\nS: END");
    }
}
