package org.posthouse.connector.smtp;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.posthouse.connector.api.BodyFacts;
import org.posthouse.connector.api.Reply;
import org.posthouse.connector.api.Staging;

class BdatTest extends SmtpTest {
    private static final String TO_BDAT = HELLO + """
            C: MAIL FROM:<a@example.org>
            S: 250 .*
            C: RCPT TO:<b@example.test>
            S: 250 .*
            """;

    @Test void aMessageComesInChunks() throws IOException {
        talk(TO_BDAT).send("BDAT 6\r\na: b\r\nBDAT 3\r\n\r\n.BDAT 3 LAST\r\n\r\nxRSET\r\n")
                .talk("S: 250 2.0.0 6 octets received\nS: 250 2.0.0 3 .*\nS: 250 2.0.0 kept\nS: 250 .*");
        assertEquals("a: b\r\n\r\n.\r\nx", house.mails.getFirst().text());
        assertEquals(new BodyFacts(12, 8, 3, 1, false, false), house.mails.getFirst().facts());
    }

    @Test void theLastChunkMayBeEmpty() throws IOException {
        talk(TO_BDAT).send("BDAT 3\r\nx\r\nBDAT 0 last\r\n").talk("S: 250 .*\nS: 250 2.0.0 kept");
        assertEquals("x\r\n", house.mails.getFirst().text());
    }

    @Test void aDotIsJustADot() throws IOException {
        talk(TO_BDAT).send("BDAT 8 LAST\r\n.\r\n..\r\n.NOOP\r\n").talk("S: 250 2.0.0 kept\nS: 250 .*");
        assertEquals(".\r\n..\r\n.", house.mails.getFirst().text());
    }

    @Test void oneMessageFollowsAnother() throws IOException {
        var client = talk(HELLO);
        for (int i = 0; i < 20; i++) client.send("MAIL FROM:<>\r\nRCPT TO:<b@example.test>\r\nBDAT 3 LAST\r\nx\r\n").talk("S: 250 .*\nS: 250 .*\nS: 250 2.0.0 kept");
        assertEquals(20, house.mails.size());
    }

    @Test void theChunkIsReadWhateverTheAnswer() throws IOException {
        talk("S: 220 .*").send("BDAT 6\r\nQUIT\r\nHELO x\r\n").talk("S: 503 5.5.1 .*\nS: 250 .*")
                .send("BDAT 6 LAST\r\nQUIT\r\nNOOP\r\n").talk("S: 503 5.5.1 .*\nS: 250 .*")
                .send("MAIL FROM:<>\r\nBDAT 6 LAST\r\nQUIT\r\nNOOP\r\n").talk("S: 250 .*\nS: 554 5.5.1 .*\nS: 250 .*");
    }

    @Test void dataAndBdatDoNotMix() throws IOException {
        talk(TO_BDAT).send("BDAT 3\r\nx\r\nDATA\r\nMAIL FROM:<>\r\nRCPT TO:<c@example.test>\r\nBDAT 0 LAST\r\n")
                .talk("S: 250 .*\nS: 503 5.5.1 .*\nS: 503 5.5.1 .*\nS: 503 5.5.1 .*\nS: 250 2.0.0 kept");
    }

    @Test void afterARefusedChunkOnlyRsetGoesOn() throws IOException {
        talk(TO_BDAT).send("BDAT 3\r\nx\ny" + "BDAT 3\r\nx\r\n" + "BDAT 3 LAST\r\nx\r\n" + "MAIL FROM:<>\r\nRSET\r\nMAIL FROM:<>\r\n")
                .talk("S: 554 5.5.2 .*\nS: 503 5.5.1 .*\nS: 503 5.5.1 .*\nS: 503 5.5.1 .*\nS: 250 .*\nS: 250 .*");
        assertTrue(house.mails.isEmpty());
    }

    @ParameterizedTest
    @ValueSource(strings = { "x\n.\n", "x\r.\r", "x\r\r\n", "\nxxx", "xxxx\r" })
    void bareLineEndsAreRefusedHereToo(String body) throws IOException {
        talk(TO_BDAT).send("BDAT " + body.length() + " LAST\r\n" + body + "NOOP\r\n").talk("S: 554 5.5.2 .*\nS: 250 .*");
    }

    @Test void crlfMayBeCutByChunks() throws IOException {
        talk(TO_BDAT).send("BDAT 2\r\nx\rBDAT 1 LAST\r\n\n").talk("S: 250 .*\nS: 250 2.0.0 kept");
        assertEquals("x\r\n", house.mails.getFirst().text());
    }

    @ParameterizedTest
    @ValueSource(strings = { "BDAT", "BDAT LAST", "BDAT x", "BDAT -1", "BDAT 1 FIRST", "BDAT 0x10", "BDAT 1 LAST LAST", "BDAT 999999999999999999999" })
    void aSizeThatCannotBeReadEndsTheSession(String command) throws IOException { talk(TO_BDAT + "C: " + command + "\nS: 501 5.5.4 .*\nS: END"); }

    @ParameterizedTest
    @ValueSource(strings = { "18446744073709551616", "9223372036854775808", "9223372036854775807", "200000000", "18446744073709551620" })
    void aHugeChunkEndsTheSession(String octets) throws IOException { talk(TO_BDAT + "C: BDAT " + octets + "\nS: 552 5.3.4 .*\nS: END"); }

    @Test void chunksOverTheLimitTogetherAreRefused() throws IOException {
        limits = TestLimits.usual().message(1000).all();
        talk(TO_BDAT).send("BDAT 900\r\n" + "x\r\n".repeat(300) + "BDAT 900 LAST\r\n" + "x\r\n".repeat(300) + "NOOP\r\n").talk("S: 250 .*\nS: 552 5.3.4 .*\nS: 250 .*");
    }

    @Test void withoutRoomTheChunksAreReadAndRefused() throws IOException {
        var client = talk(TO_BDAT);
        house.admission = new Staging.Admission.Wait(Reply.of(452, "4.3.1", "disk is nearly full"));
        client.send("BDAT 3\r\nx\r\nBDAT 3 LAST\r\nx\r\nRSET\r\n").talk("S: 452 4.3.1 .*\nS: 503 .*\nS: 250 .*");
    }

    @Test void aClientThatLeavesBetweenChunksLeavesNothing() throws IOException {
        talk(TO_BDAT).send("BDAT 3\r\nx\r\n").expect("250 .*").close();
        until(() -> house.open.get() == 0);
    }
}
