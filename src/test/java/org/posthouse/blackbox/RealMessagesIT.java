package org.posthouse.blackbox;

import static org.junit.jupiter.api.Assertions.assertAll;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;

/// A hundred varied messages in by every way there is, out by every way there is: not an octet differs but the trace in front. What mail of people would be made of is switched off.
@OnEachDatabase class RealMessagesIT {
    private final House house;

    RealMessagesIT(Database database) { house = database.shared(); }

    @Test void aHundredMessagesComeOutAsTheyWentIn() throws Exception {
        var letters = Corpus.letters();
        assertEquals(Corpus.SIZE, letters.size());
        var account = house.account("corpus");
        switched("false");
        try {
            for (int i = 0; i < letters.size(); i++) send(letters.get(i), i, account);
        } finally {
            switched("null");
        }
        Mailbox.awaitCount(house, account, letters.size());
        assertSame(letters, account, Mailbox.fetch(house, account), "POP3");
        assertSame(letters, account, Mailbox.fetchByAngus(house, "pop3", account), "POP3 with STLS");
        assertSame(letters, account, Mailbox.fetchByAngus(house, "pop3s", account), "POP3S");
    }

    private void send(Letter letter, int number, House.Account account) {
        try {
            route(number).send(house, account, account.address(), letter);
        } catch (Exception | Error failed) {
            throw new AssertionError(letter + " by " + route(number), failed);
        }
    }

    private void switched(String value) throws Exception {
        assertEquals(200, house.api().patch("settings", "{\"submission.own-sender\":%1$s,\"submission.complete\":%1$s,\"submission.fields\":%1$s}".formatted(value)).status());
    }

    /// One after the other they were accepted, so in this order they lie in the mailbox.
    private static void assertSame(List<Letter> letters, House.Account account, List<byte[]> fetched, String by) {
        assertEquals(letters.size(), fetched.size());
        assertAll(by, IntStream.range(0, letters.size()).<Executable>mapToObj(i -> () -> {
            var letter = letters.get(i);
            var delivered = Delivered.parse(fetched.get(i));
            assertArrayEquals(letter.octets(), delivered.message(), letter + " by " + route(i));
            assertEquals("<" + Route.SENDER + ">", delivered.returnPath());
            assertEquals(account.address(), delivered.deliveredTo());
            var received = delivered.received().replaceAll("\r\n[ \t]+", " ");
            assertTrue(received.matches("from client\\.sender\\.test \\(\\[127\\.0\\.0\\.1\\]\\) by mail\\.example\\.test with " + route(i).protocol(letter)
                    + " id \\S+ (\\(TLSv1\\.[23] \\S+\\) )?for <" + account.address() + ">; \\w{3}, \\d{1,2} \\w{3} \\d{4} \\d\\d:\\d\\d:\\d\\d \\+0000"), received);
        }));
    }

    private static Route route(int number) { return Route.values()[number % Route.values().length]; }

    @Test void oneMessageToSeveralRecipientsReachesEachOnce() throws Exception {
        var recipients = new ArrayList<House.Account>();
        for (int i = 0; i < 5; i++) recipients.add(house.account("several"));
        var letter = Letter.of("for five", Letter.header("five", "text/plain") + "\nto all of you\n");
        try (var line = house.dial("smtp")) {
            line.reply();
            line.ask("EHLO client.sender.test");
            line.talk("C: MAIL FROM:<>\nS: 250 .*");
            for (var recipient : recipients) line.talk("C: RCPT TO:<" + recipient.address() + ">\nS: 250 .*");
            line.talk("C: RCPT TO:<nobody@" + House.DOMAIN + ">\nS: 550 5\\.1\\.1 .*\nC: RCPT TO:<x@elsewhere.test>\nS: 550 5\\.7\\.1 .*");
            line.talk("C: RCPT TO:<" + recipients.getFirst().address() + ">\nS: 250 .*\nC: DATA\nS: 354 .*");
            line.send(Route.stuffed(letter.octets()));
            line.talk("S: 250 .*\nC: QUIT\nS: 221 .*");
        }
        for (var recipient : recipients) {
            Mailbox.awaitCount(house, recipient, 1);
            var delivered = Delivered.parse(Mailbox.fetch(house, recipient).getFirst());
            assertArrayEquals(letter.octets(), delivered.message());
            assertEquals("<>", delivered.returnPath());
            assertEquals(recipient.address(), delivered.deliveredTo());
            recipients.stream().filter(other -> !other.equals(recipient)).forEach(other -> assertTrue(!delivered.received().contains(other.address()), "blind copies stay blind"));
        }
    }

    @Test void fiftyMebibytesAreTakenAndAnOctetMoreIsNot() throws Exception {
        var account = house.account("large");
        var head = Letter.header("large", "text/plain") + "\n";
        int limit = 50 << 20;
        var line998 = "x".repeat(998) + "\n";
        int left = limit - head.replace("\n", "\r\n").length();
        var text = head + line998.repeat(left / 1000) + "y".repeat(left % 1000 - 2) + "\n";
        var largest = Letter.of("50 MiB", text);
        assertEquals(limit, largest.octets().length);
        Mailbox.drop(house, account.address(), largest);
        try (var line = house.dial("smtp")) {
            line.reply();
            line.ask("EHLO client.sender.test");
            line.talk("C: MAIL FROM:<a@sender.test> SIZE=" + (limit + 1) + "\nS: 552 5\\.3\\.4 .*");
            line.talk("C: MAIL FROM:<a@sender.test>\nS: 250 .*\nC: RCPT TO:<" + account.address() + ">\nS: 250 .*\nC: DATA\nS: 354 .*");
            line.send(Route.stuffed(Letter.of("one more", text.replace("y\n", "yy\n")).octets()));
            line.talk("S: 552 5\\.3\\.4 .*\nC: NOOP\nS: 250 .*\nC: QUIT\nS: 221 .*");
        }
        Mailbox.awaitCount(house, account, 1);
        assertArrayEquals(largest.octets(), Delivered.parse(Mailbox.fetch(house, account).getFirst()).message());
        assertTrue(new String(largest.octets(), 0, 5, StandardCharsets.US_ASCII).startsWith("Date:"));
    }
}
