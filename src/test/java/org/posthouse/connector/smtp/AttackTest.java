package org.posthouse.connector.smtp;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AttackTest extends SmtpTest {
    private static final String SMUGGLED = "MAIL FROM:<boss@example.test>\r\nRCPT TO:<b@example.test>\r\nDATA\r\nsmuggled\r\n.\r\n";

    @ParameterizedTest
    @ValueSource(strings = { "\n.\n", "\n.\r\n", "\r\n.\n", "\r.\r", "\r.\r\n", "\r\n.\r", "\r\n\r.\r\n", "\n.\r", "\r\n.\r\r\n", "\r\n\0.\r\n" })
    void noMessageIsSmuggledBehindAnother(String end) throws IOException {
        talk(TO_DATA).send("Subject: x\r\n\r\nhello" + end + SMUGGLED + "NOOP\r\n").talk("S: 554 5.[56].[20] .*\nS: 250 2.0.0 OK");
        assertTrue(house.mails.isEmpty());
    }

    @Test void commandsWithABareLineFeedAreNotRun() throws IOException {
        talk(HELLO).send("MAIL FROM:<a@example.org>\nRCPT TO:<b@example.test>\r\nNOOP\r\n").talk("S: 500 5.5.2 .*\nS: 250 2.0.0 OK");
        assertEquals(0, house.calls.get());
    }

    @Test void aClientWithOnlyLineFeedsIsToldAndEnded() throws IOException {
        var client = talk("S: 220 .*").send("HELO x\nMAIL FROM:<a@example.org>\n".repeat(5));
        for (int i = 0; i < 10; i++) client.expect("500 5.5.2 .*");
        client.talk("S: 421 4.7.0 .*\nS: END");
    }

    @Test void longLinesAreDropped() throws IOException {
        talk(HELLO + "C: NOOP " + "x".repeat(100_000) + "\nS: 500 5.5.6 .*\nC: NOOP " + "x".repeat(2000) + "\nS: 250 .*");
    }

    @Test void anEndlessLineEndsTheSession() throws IOException {
        var client = talk(HELLO);
        var block = "x".repeat(100_000);
        Thread.ofVirtual().start(() -> {
            try {
                while (true) client.send(block);
            } catch (IOException cut) {
                house.calls.incrementAndGet();
            }
        });
        client.expect("421 4.7.0 .*");
    }

    @Test void nulsAndBrokenUtf8AreNotText() throws IOException {
        talk(HELLO).send("NO\0OP\r\n").expect("500 5.5.2 .*").send("MAIL FROM:<\u00fc@example.org>\r\n".getBytes(ISO_8859_1)).expect("500 5.5.2 .*");
    }

    @Test void aNulInAMessageIsRefused() throws IOException { talk(TO_DATA).send("a\0b\r\n.\r\n").expect("554 5.6.0 .*"); }

    @Test void tenThousandRecipientsCostNothing() throws IOException {
        var client = talk(HELLO + "C: MAIL FROM:<a@example.org>\nS: 250 .*");
        Thread.ofVirtual().start(() -> {
            try {
                for (int i = 0; i < 100; i++) client.send("RCPT TO:<b@example.test>\r\n".repeat(100));
                client.send("DATA\r\n");
            } catch (IOException gone) {
                house.broken = true;
            }
        });
        for (int i = 0; i < 1000; i++) client.expect("250 .*");
        for (int i = 0; i < 9000; i++) client.expect("452 4.5.3 .*");
        client.talk("S: 354 .*\nC: .\nS: 250 .*");
        assertEquals(1000, house.mails.getFirst().envelope().recipients().size());
        assertEquals(1001, house.calls.get());
    }

    @Test void guessingRecipientsEndsTheSession() throws IOException {
        var client = talk(HELLO + "C: MAIL FROM:<a@example.org>\nS: 250 .*");
        client.send("RCPT TO:<nobody@example.test>\r\n".repeat(200));
        assertEndsWithin(120, "550", client);
    }

    @Test void mistakesEndTheSession() throws IOException { talk("S: 220 .*\n" + "C: FROB\nS: 500 5.5.1 .*\n".repeat(10) + "S: 421 4.7.0 .*\nS: END"); }

    @Test void idleTalkBecomesAMistake() throws IOException { talk("S: 220 .*\n" + "C: NOOP\nS: 250 .*\n".repeat(110) + "S: 421 4.7.0 .*\nS: END"); }

    @Test void mistakesBehindARefusedSenderEndToo() throws IOException {
        var client = talk(HELLO + "C: MAIL FROM:<a@example.org> SIZE=99999999999\nS: 552 .*").send("RCPT TO:<b@example.test>\r\n".repeat(200));
        assertEndsWithin(120, "503", client);
    }

    private static void assertEndsWithin(int most, String refusal, Dialogue client) throws IOException {
        int refusals = 0;
        String line;
        while ((line = client.line()).startsWith(refusal)) refusals++;
        assertTrue(line.startsWith("421 4.7.0"), line);
        assertTrue(refusals <= most, "ended after " + refusals);
    }

    @ParameterizedTest
    @ValueSource(strings = { "GET / HTTP/1.1", "POST /x HTTP/1.1", "PRI * HTTP/2.0", "CONNECT mx:25 HTTP/1.0" })
    void aBrowserIsSentAway(String request) throws IOException {
        talk("S: 220 .*").send(request + "\r\nHost: mx\r\n\r\nHELO x\r\nMAIL FROM:<a@example.org>\r\n").talk("S: 554 5.5.1 .*\nS: END");
    }

    @Test void whoTalksBeforeTheGreetingIsUnderstoodAllTheSame() throws IOException {
        smtp().send("HELO early.example\r\n").talk("S: 220 .*\nS: 250 .*");
    }

    @Test void aClientThatStopsInTheMiddleLeavesNothing() throws IOException {
        talk(TO_DATA).send("half a mess").close();
        until(() -> house.open.get() == 0);
        assertTrue(house.mails.isEmpty());
    }

    @Test void aSilentClientIsToldGoodbye() throws IOException {
        limits = TestLimits.usual().patience(Duration.ofMillis(100), Duration.ofSeconds(9), Duration.ofSeconds(9)).all();
        talk("S: 220 .*\nS: 421 4.4.2 .*\nS: END");
    }

    @Test void silenceInAMessageToo() throws IOException {
        limits = TestLimits.usual().patience(Duration.ofSeconds(9), Duration.ofMillis(100), Duration.ofSeconds(9)).all();
        talk(TO_DATA).send("half a mess").talk("S: 421 4.4.2 .*\nS: END");
    }

    @Test void aMessageThatDripsInIsCutOff() throws Exception {
        limits = TestLimits.usual().patience(Duration.ofSeconds(9), Duration.ofSeconds(9), Duration.ofMillis(300)).all();
        var client = talk(TO_DATA);
        var dripping = Thread.ofVirtual().start(() -> {
            try {
                while (true) client.send("x\r\n");
            } catch (IOException cut) {
                house.calls.incrementAndGet();
            }
        });
        assertNotNull(client.expect("421 4.[47].[20] .*"));
        client.close();
        assertTrue(dripping.join(Duration.ofSeconds(10)));
    }

    @Test void anIdleSessionHearsOfAStop() throws IOException {
        var client = talk(HELLO);
        assertEquals(0, post.drain(Duration.ofSeconds(9)));
        client.talk("S: 421 4.3.2 .*\nS: END");
    }

    @Test void aMessageInHandIsFinishedBeforeAStop() throws Exception {
        var client = talk(TO_DATA).send("x\r\n");
        var stop = Thread.ofVirtual().start(() -> post.drain(Duration.ofSeconds(9)));
        client.send(".\r\n").expect("250 2.0.0 kept").talk("S: 421 4.3.2 .*\nS: END");
        assertNull(client.line());
        assertTrue(stop.join(Duration.ofSeconds(10)));
    }
}
