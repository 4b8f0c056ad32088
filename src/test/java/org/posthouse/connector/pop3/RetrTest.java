package org.posthouse.connector.pop3;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Large messages, and the three ways a message may go out.
class RetrTest extends Pop3Test {
    private static final String PREFIX = "Return-Path: <a@b.test>\r\nDelivered-To: jane@example.test\r\n";

    @TempDir Path folder;

    private static byte[] dotless(int lines) {
        return ("Subject: many\r\n\r\n" + "line after line after line after line after line\r\n".repeat(lines)).getBytes(StandardCharsets.US_ASCII);
    }

    /// 0 lines to some MiB, so that messages fall on both sides of what is worth a transfer.
    @ParameterizedTest
    @ValueSource(ints = {0, 1, 1300, 1400, 5_000, 100_000})
    void transferredCopiedAndStuffedMessagesAreTheSameOctets(int lines) throws Exception {
        var file = Files.write(folder.resolve("message"), dotless(lines));
        house.mail(FakeMessage.file(PREFIX, file, true));
        house.mail(FakeMessage.file(PREFIX, file, false));
        var dialogue = signedIn().talk("C: RETR 1\nS: \\+OK .*");
        byte[] transferred = dialogue.multiLine();
        dialogue.talk("C: RETR 2\nS: \\+OK .*");
        assertArrayEquals(dialogue.multiLine(), transferred);
        var expected = new ByteArrayOutputStream();
        expected.writeBytes(PREFIX.getBytes(StandardCharsets.US_ASCII));
        expected.writeBytes(dotless(lines));
        expected.writeBytes(".\r\n".getBytes(StandardCharsets.US_ASCII));
        assertArrayEquals(expected.toByteArray(), transferred);
        dialogue.talk("C: QUIT\nS: \\+OK bye\nS: END");
    }

    @Test void aTransferGoesOnWhenASlowClientReadsAgain() throws Exception {
        var file = Files.write(folder.resolve("message"), dotless(400_000));   // some 20 MB: more than loopback's buffers
        house.mail(FakeMessage.file(PREFIX, file, true));
        var dialogue = signedIn().talk("C: RETR 1");
        othersAreServed();
        dialogue.talk("S: \\+OK .*");
        dialogue.skip(PREFIX.length() + Files.size(file));
        dialogue.talk("S: \\.\nC: NOOP\nS: \\+OK .*");
    }

    /// More clients that do not read than there are processors: none of them may hold a carrier thread.
    @Test void clientsThatDoNotReadStopNobodyElse() throws Exception {
        var file = Files.write(folder.resolve("message"), dotless(400_000));
        house.mail(FakeMessage.file(PREFIX, file, true));
        for (int i = 0; i < Runtime.getRuntime().availableProcessors() * 2; i++) {
            signedInAgain().talk("C: RETR 1");
            house.locked.clear();
        }
        othersAreServed();
    }

    private Dialogue signedInAgain() throws IOException {
        return (port == 0 ? connect() : new Dialogue(port)).talk("S: \\+OK .*\nC: USER jane\nS: \\+OK .*\nC: PASS secret word\nS: \\+OK .*");
    }

    private int port;

    @Override int open(org.posthouse.connector.api.Service service, org.posthouse.connector.api.Limits limits) throws IOException { return port = super.open(service, limits); }

    private void othersAreServed() throws IOException {
        for (int i = 0; i < 20; i++) {
            try (var other = new Dialogue(port)) {
                other.talk("S: \\+OK .*\nC: QUIT\nS: \\+OK .*\nS: END");
            }
        }
    }

    @Test void aHundredMegabytesStream() throws Exception {
        long size = 100L << 20;
        house.mail(FakeMessage.of(new Endless(size)));
        var dialogue = signedIn().talk("C: RETR 1\nS: \\+OK " + size + " octets");
        long lines = size / Endless.LINE;
        dialogue.skip(size + (lines + 7) / 8);   // one dot more for each line that begins with one
        dialogue.talk("S: \\.\nC: QUIT\nS: \\+OK .*\nS: END");
    }

    @Test void theTopOfALargeMessageReadsNoMoreThanItNeeds() throws Exception {
        house.mail(FakeMessage.of(new FakeMessage.Heap((PREFIX + "\r\n" + "x".repeat(100_000) + "\r\n" + "y\r\n".repeat(100_000)).getBytes(StandardCharsets.US_ASCII))));
        var dialogue = signedIn().talk("C: TOP 1 2\nS: \\+OK .*\nS: Return-Path.*\nS: Delivered-To.*\nS:\s");
        assertEquals(100_000, dialogue.line().length());
        dialogue.talk("S: y\nS: \\.\nC: NOOP\nS: \\+OK .*");
    }
}
