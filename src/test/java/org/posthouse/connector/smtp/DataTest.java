package org.posthouse.connector.smtp;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.posthouse.connector.api.BodyFacts;
import org.posthouse.connector.api.IntakeVerdict;
import org.posthouse.connector.api.Reply;
import org.posthouse.connector.api.Staging;

class DataTest extends SmtpTest {
    @Test void aMessageArrivesAsItWasSent() throws IOException {
        talk(TO_DATA + """
             C: Subject: dots
             C:\s
             C: ..one
             C: ...two
             C: end
             C: .
             S: 250 2.0.0 kept
             C: QUIT
             S: 221 .*
             S: END
             """);
        var mail = house.mails.getFirst();
        assertEquals("Subject: dots\r\n\r\n.one\r\n..two\r\nend\r\n", mail.text());
        assertEquals(new BodyFacts(mail.text().length(), 17, 5, 2, false, true), mail.facts());
        assertEquals("<a@example.org>", mail.envelope().sender().path().toString());
        assertEquals("<b@example.test>", mail.envelope().recipients().getFirst().path().toString());
    }

    @Test void anEmptyMessageIsOneToo() throws IOException {
        talk(TO_DATA + "C: .\nS: 250 .*");
        assertEquals(new BodyFacts(0, 0, 0, 0, false, true), house.mails.getFirst().facts());
    }

    @Test void manyMessagesGoOverOneConnection() throws IOException {
        var client = talk(HELLO);
        for (int i = 0; i < 300; i++) {
            client.send("MAIL FROM:<a@example.org>\r\nRCPT TO:<b@example.test>\r\nDATA\r\n").talk("S: 250 .*\nS: 250 .*\nS: 354 .*").send(i + "\r\n.\r\n").expect("250 .*");
        }
        assertEquals(300, house.mails.size());
        assertEquals("299\r\n", house.mails.getLast().text());
    }

    @Test void aLargeMessagePassesInBlocks() throws IOException {
        var client = talk(TO_DATA);
        var line = "x".repeat(76) + "\r\n";
        client.send("\r\n");
        for (int i = 0; i < 200; i++) client.send(line.repeat(1000));
        client.send(".\r\n").expect("250 .*");
        assertEquals(2 + 200_000L * line.length(), house.mails.getFirst().facts().size());
    }

    @Test void dataNeedsARecipient() throws IOException {
        talk(HELLO + """
             C: DATA
             S: 503 5.5.1 .*
             C: MAIL FROM:<a@example.org>
             S: 250 .*
             C: RCPT TO:<nobody@example.test>
             S: 550 5.1.1 .*
             C: DATA
             S: 554 5.5.1 No valid recipients
             """);
    }

    @ParameterizedTest
    @CsvSource({ "552, 5.2.2", "451, 4.3.0", "554, 5.7.1" })
    void theHouseMayRefuse(int code, String enhanced) throws IOException {
        house.toMail = _ -> new IntakeVerdict.Refused(Reply.of(code, enhanced, "because"));
        talk(TO_DATA + "C: x\nC: .\nS: " + code + " " + enhanced + " because\nC: NOOP\nS: 250 .*\nC: RCPT TO:<b@example.test>\nS: 503 .*");
    }

    @Test void nothingIsAcknowledgedThatIsNotOnDisk() throws IOException {
        house.toMail = _ -> new IntakeVerdict.Taken(() -> Reply.of(451, "4.3.0", "sync failed"));
        talk(TO_DATA + "C: x\nC: .\nS: 451 4.3.0 sync failed");
        assertTrue(house.mails.isEmpty());
    }

    @Test void aFaultOfTheHouseAcknowledgesNothing() throws IOException {
        house.toMail = _ -> { throw new IllegalStateException("bug"); };
        talk(TO_DATA + "C: x\nC: .\nS: 451 4.3.0 .*\nC: NOOP\nS: 250 .*");
    }

    @Test void aFaultWhileWaitingForTheDiskAcknowledgesNothing() throws IOException {
        house.toMail = _ -> new IntakeVerdict.Taken(() -> { throw new IllegalStateException("bug"); });
        talk(TO_DATA + "C: x\nC: .\nS: 451 4.3.0 .*\nC: NOOP\nS: 250 .*");
    }

    @Test void aSessionThatIsInterruptedSaysNothing() throws IOException {
        house.toMail = _ -> new IntakeVerdict.Taken(() -> { throw new InterruptedException(); });
        talk(TO_DATA + "C: x\nC: .\nS: END");
    }

    @Test void withoutRoomTheMessageIsNotAskedFor() throws IOException {
        var client = talk(HELLO + "C: MAIL FROM:<a@example.org>\nS: 250 .*\nC: RCPT TO:<b@example.test>\nS: 250 .*");
        house.admission = new Staging.Admission.Wait(Reply.of(452, "4.3.1", "disk is nearly full"));
        client.talk("C: DATA\nS: 452 4.3.1 disk is nearly full\nC: NOOP\nS: 250 .*");
    }

    @Test void aDiskThatFillsUpRefusesTheMessageAfterItsEnd() throws IOException {
        house.diskSize = 10;
        talk(TO_DATA + "C: x\nC: more than ten\nC: NOOP\nC: .\nS: 452 4.3.1 .*\nC: QUIT\nS: 221 .*");
    }

    @Test void aMessageOverTheLimitIsRefusedAfterItsEnd() throws IOException {
        limits = TestLimits.usual().message(1000).all();
        talk(TO_DATA).send("x\r\n".repeat(400) + ".\r\nNOOP\r\n").talk("S: 552 5.3.4 .*\nS: 250 .*");
        assertTrue(house.mails.isEmpty());
    }

    @Test void aMessageFarOverTheLimitEndsTheSession() throws IOException {
        limits = TestLimits.usual().message(1000).all();
        var client = talk(TO_DATA);
        Thread.ofVirtual().start(() -> {
            try {
                while (true) client.send("x\r\n".repeat(10_000));
            } catch (IOException cut) {
                house.calls.incrementAndGet();
            }
        });
        client.expect("421 4.7.0 .*");
    }

    @Test void aBugEndsTheSessionWithAWord() throws IOException {
        var client = talk(HELLO);
        house.stagingBroken = true;
        client.talk("C: MAIL FROM:<a@example.org>\nS: 421 4.3.0 .*\nS: END");
    }

    @Test void theHeadersAreGuarded() throws IOException {                      // CERT CA-98.10
        talk(TO_DATA + "C: Content-Disposition: attachment; filename=\"" + "A".repeat(5000) + "\"\nC:  \nC: x\nC: .\nS: 554 5.6.0 MIME parameter too long\nC: NOOP\nS: 250 .*");
        assertFalse(house.calls.get() > 1, "only RCPT reached the house");
    }
}
