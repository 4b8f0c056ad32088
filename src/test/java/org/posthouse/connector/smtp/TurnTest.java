package org.posthouse.connector.smtp;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.posthouse.connector.api.RecipientVerdict;
import org.posthouse.connector.api.Reply;
import org.posthouse.connector.api.Service;
import org.posthouse.connector.api.TurnVerdict;
import org.posthouse.wire.LineRead;
import org.posthouse.wire.Wire;

class TurnTest extends SmtpTest {
    private static final String SIGN_IN = "C: AUTH PLAIN " + Base64.getEncoder().encodeToString("\0jane\0secret".getBytes(StandardCharsets.UTF_8)) + "\nS: 235 .*\n";

    @ParameterizedTest
    @CsvSource(delimiter = '~', value = {
        "ETRN example.org   ~ 253 2.0.0 OK, 3 pending messages for node example.org started",
        "etrn @example.org  ~ 253 2.0.0 .* @example.org .*",
        "QSND example.org   ~ 253 2.0.0 .*",
        "QSND @example.org  ~ 501 5.5.4 .*",
        "ETRN               ~ 500 5.5.2 .*",
        "ETRN a b           ~ 500 5.5.2 .*",
        "ATRN example.org   ~ 502 5.5.1 .*",
    })
    void whoCallsIsAnswered(String command, String reply) throws IOException { talk(HELLO + "C: " + command + "\nS: " + reply + "\nC: NOOP\nS: 250 .*"); }

    @Test void notBeforeHelloAndNotInATransaction() throws IOException {
        talk("S: 220 .*\nC: ETRN example.org\nS: 503 5.5.1 .*");
        talk(HELLO + "C: MAIL FROM:<>\nS: 250 .*\nC: ETRN example.org\nS: 503 5.5.1 .*\nC: RSET\nS: 250 .*\nC: ETRN example.org\nS: 253 .*");
    }

    @Test void aBrokenHouseStartsNothing() throws IOException {
        house.broken = true;
        talk(HELLO + "C: ETRN example.org\nS: 458 4.3.0 .*");
    }

    @Test void lmtpKnowsNoneOfIt() throws IOException { connect(Service.LMTP).talk("S: 220 .*\nC: ETRN example.org\nS: 500 .*\nC: ATRN\nS: 500 .*"); }

    @Test void theTurnIsForThoseWhoSignedIn() throws IOException {
        connect(Service.SUBMISSION).talk(HELLO + "C: ATRN\nS: 530 5.7.0 .*\nC: ETRN example.org\nS: 530 5.7.0 .*\n" + SIGN_IN
                + "C: ATRN example.org,b@d\nS: 501 .*\nC: ATRN example.org\nS: 453 You have no mail\nC: MAIL FROM:<>\nS: 250 .*\nC: ATRN\nS: 503 .*");
    }

    @Test void theSidesChange() throws IOException {
        var heard = new AtomicReference<String>();
        house.toTurn = new TurnVerdict.Turned(Reply.of(250, "", "OK now reversing the connection"), new TurnVerdict.Errand() {
            @Override public void run(Wire wire) throws IOException {
                if (wire.readLine(512) instanceof LineRead.Line(var text)) heard.set(text);
                wire.write("QUIT\r\n");
                wire.flush();
            }

            @Override public void abandon() { heard.set("abandoned"); }
        });
        connect(Service.SUBMISSION).talk(HELLO + SIGN_IN + "C: ATRN\nS: 250 OK now reversing the connection\nC: 220 customer.example ready\nS: QUIT\nS: END");
        assertEquals("220 customer.example ready", heard.get());
    }

    @Test void whatWasSentAheadIsNoGreeting() throws IOException {
        connect(Service.SUBMISSION).talk(HELLO + SIGN_IN).send("ATRN\r\n220 too early\r\n").talk("S: 503 5.5.1 .*\nS: END");
    }

    @Test void whoHasToAskAsksOutsideTheCall() throws Exception {
        var may = new CountDownLatch(1);
        house.toRecipient = recipient -> new RecipientVerdict.Asking(() -> {
            may.await();
            return recipient.path().address().orElseThrow().local().equals("jane") ? new RecipientVerdict.Welcome()
                    : new RecipientVerdict.Refused(Reply.of(550, "5.1.1", "Nobody there knows that recipient"));
        });
        var first = talk(HELLO + "C: MAIL FROM:<>\nS: 250 .*\nC: RCPT TO:<jane@example.org>");
        talk(HELLO);                                            // others are served meanwhile
        may.countDown();
        first.talk("S: 250 2.1.5 .*\nC: RCPT TO:<joe@example.org>\nS: 550 5.1.1 .*");
    }

    @Test void anAnswerThatFailsIsALaterOne() throws IOException {
        house.toRecipient = _ -> new RecipientVerdict.Asking(() -> { throw new IllegalStateException("broken"); });
        talk(HELLO + "C: MAIL FROM:<>\nS: 250 .*\nC: RCPT TO:<jane@example.org>\nS: 451 4.3.0 .*\nC: NOOP\nS: 250 .*");
        assertTrue(house.mails.isEmpty());
        assertFalse(house.broken);
    }
}
