package org.posthouse.blackbox;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.ConnectException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// SIGTERM while people are connected, and the next start.
@OnEachDatabase class StopIT {
    private static final Letter EARLIER = Letter.of("earlier", "Subject: earlier\n\nmail\n");
    private static final Letter DURING = Letter.of("during", "Subject: during\n\n" + "a line of the message\n".repeat(20_000));

    private final House house;

    StopIT(Database database) { house = database.own("stop"); }

    @AfterEach void forget() { house.close(); }

    @Test void everybodyIsToldAndNothingAcknowledgedIsLost() throws Exception {
        house.start();
        var account = house.account("stop");
        for (int i = 0; i < 3; i++) Mailbox.drop(house, account.address(), EARLIER);
        Mailbox.awaitCount(house, account, 3);
        var ids = Mailbox.uidl(house, account);
        boolean taken;
        try (var idle = greeted("smtp"); var fresh = house.dial("submission"); var reader = Mailbox.open(house, account); var writer = greeted("smtp")) {
            fresh.reply();
            reader.talk("C: DELE 1\nS: \\+OK .*");
            writer.talk("C: MAIL FROM:<a@b.test>\nS: 250 .*\nC: RCPT TO:<" + account.address() + ">\nS: 250 .*\nC: DATA\nS: 354 .*");
            var octets = Route.stuffed(DURING.octets());
            writer.send(java.util.Arrays.copyOf(octets, octets.length / 2));

            house.terminate();
            idle.talk("S: 421 4\\.3\\.2 .*\nS: END");
            fresh.talk("S: 421 4\\.3\\.2 .*\nS: END");
            reader.talk("S: -ERR \\[SYS/TEMP\\] .*\nS: END");
            Await.until(() -> "nobody is let in any more", this::letsIn, in -> !in);

            taken = finished(writer, java.util.Arrays.copyOfRange(octets, octets.length / 2, octets.length));
        }
        assertEquals(0, house.exit(), house::story);
        assertThrows(ConnectException.class, () -> house.dial("smtp"));

        house.start();
        int count = taken ? 4 : 3;
        Mailbox.awaitCount(house, account, count);
        assertEquals(ids, Mailbox.uidl(house, account).subList(0, 3), "the same ids as before, and what was marked without QUIT is there");
        var messages = Mailbox.fetch(house, account);
        assertArrayEquals(EARLIER.octets(), Delivered.parse(messages.getFirst()).message());
        if (taken) assertArrayEquals(DURING.octets(), Delivered.parse(messages.getLast()).message());
        house.stop();
    }

    private Dialogue greeted(String service) throws IOException {
        var line = house.dial(service);
        line.reply();
        line.ask("EHLO me.test");
        return line;
    }

    private boolean letsIn() {
        try (var line = house.dial("smtp")) {
            var greeting = line.line();
            return greeting != null && greeting.startsWith("220");
        } catch (IOException refused) {
            return false;
        }
    }

    /// Whether 250 was said to a message in the middle of which the house was asked to stop; anything else must be a refusal for now.
    private static boolean finished(Dialogue writer, byte[] rest) throws IOException {
        try {
            writer.send(rest);
            var reply = writer.reply();
            assertTrue(reply.startsWith("250 ") || reply.startsWith("4"), reply);
            System.out.println("a message during the stop: " + reply);
            return reply.startsWith("250 ");
        } catch (IOException cut) {
            return false;
        }
    }
}
