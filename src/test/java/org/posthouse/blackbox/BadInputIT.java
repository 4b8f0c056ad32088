package org.posthouse.blackbox;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// What attackers and broken programs send: each hears a clear error, and after each the house serves as before.
class BadInputIT {
    private static final long MOST_HEAP = 640L << 20;
    private static final int MOST_THREADS = 250;

    private final House house = Database.H2.shared();

    @AfterEach void theHouseServesAsBefore() throws Exception {
        var account = house.account("after");
        Mailbox.drop(house, account.address(), Letter.of("still there", "Subject: still there\n\nyes\n"));
        Mailbox.awaitCount(house, account, 1);
        assertTrue(metric("memory_usedHeap_bytes") < MOST_HEAP, "heap");
        assertTrue(metric("thread_count") < MOST_THREADS, () -> "platform threads");
    }

    private long metric(String name) throws Exception {
        var found = Pattern.compile("(?m)^" + name + "\\{[^}]*} (\\S+)$").matcher(house.api().get("/metrics").body());
        assertTrue(found.find(), name);
        return (long) Double.parseDouble(found.group(1));
    }

    @Test void commandsOutOfOrderAreRefused() throws Exception {
        var account = house.account("order");
        try (var line = house.dial("smtp")) {
            line.reply();
            line.talk("C: MAIL FROM:<a@b.test>\nS: 503 5\\.5\\.1 .*");
            line.ask("EHLO me.test");
            line.talk("""
                    C: DATA
                    S: 503 5\\.5\\.1 .*
                    C: RCPT TO:<%1$s>
                    S: 503 5\\.5\\.1 .*
                    C: MAIL FROM:<a@b.test>
                    S: 250 .*
                    C: MAIL FROM:<a@b.test>
                    S: 503 5\\.5\\.1 .*
                    C: DATA
                    S: 554 5\\.5\\.1 .*
                    C: RCPT TO:<%1$s>
                    S: 250 .*
                    C: RSET
                    S: 250 .*
                    C: DATA
                    S: 503 5\\.5\\.1 .*
                    C: FROBNICATE
                    S: 500 5\\.5\\.1 .*
                    C: QUIT
                    S: 221 .*
                    S: END""".formatted(account.address()));
        }
        try (var line = house.dial("pop3")) {
            line.expect("\\+OK .*");
            line.talk("C: STAT\nS: -ERR.*\nC: RETR 1\nS: -ERR.*\nC: PASS x\nS: -ERR.*\nC: FROBNICATE\nS: -ERR.*\nC: QUIT\nS: \\+OK .*\nS: END");
        }
    }

    @ParameterizedTest @ValueSource(strings = {"smtp", "submission", "lmtp", "pop3"})
    void aLineWithoutAnEndCostsNothing(String service) throws Exception {
        try (var line = house.dial(service)) {
            line.line();
            var megabyte = new byte[1 << 20];
            Arrays.fill(megabyte, (byte) 'x');
            assertRefusedOrCut(line, () -> {
                for (int i = 0; i < 20; i++) line.send(megabyte);
                line.send("\r\n");
                return null;
            });
        }
    }

    @ParameterizedTest @ValueSource(strings = {"smtp", "submission", "lmtp", "pop3"})
    void nulsAndBinaryAreNoCommands(String service) throws Exception {
        try (var line = house.dial(service)) {
            line.line();
            line.send(new byte[] {0, 0, 0, (byte) 0xff, (byte) 0xfe, '\r', '\n'});
            line.expect(service.equals("pop3") ? "-ERR.*" : "500 5\\.5\\.2 .*");
            line.send("NO\0OP\r\n");
            line.expect(service.equals("pop3") ? "-ERR.*" : "500 5\\.5\\.2 .*");
        }
    }

    @Test void tooManyMistakesEndTheSession() throws Exception {
        try (var line = house.dial("smtp")) {
            line.reply();
            for (int i = 0; i < 9; i++) line.talk("C: NONSENSE\nS: 500 5\\.5\\.1 .*");
            line.talk("C: NONSENSE\nS: 500 5\\.5\\.1 .*\nS: 421 4\\.7\\.0 .*\nS: END");
        }
    }

    @Test void aBrowserHearsThatThisIsMail() throws Exception {
        try (var line = house.dial("smtp")) {
            line.reply();
            line.send("GET / HTTP/1.1\r\nHost: mail.example.test\r\n\r\nMAIL FROM:<a@b.test>\r\n");
            line.talk("S: 554 5\\.5\\.1 .*\nS: END");
        }
    }

    /// Every ending that some server somewhere takes for the end of data (CVE-2023-51764 and its like).
    @ParameterizedTest @ValueSource(strings = {"\n.\n", "\n.\r\n", "\r.\r", "\r\n.\n", "\r\n.\r", "\n.\r"})
    void aBareLineEndSmugglesNothing(String ending) throws Exception {
        var account = house.account("smuggle");
        try (var line = inData(account)) {
            line.send("Subject: outer\r\n\r\nouter" + ending + "MAIL FROM:<admin@example.test>\r\nRCPT TO:<" + account.address() + ">\r\nDATA\r\nSubject: smuggled\r\n\r\ninner\r\n.\r\n");
            line.talk("S: 554 5\\.5\\.2 .*\nC: NOOP\nS: 250 .*\nC: QUIT\nS: 221 .*\nS: END");
        }
        Mailbox.drop(house, account.address(), Letter.of("after", "Subject: after\n\nx\n"));
        Mailbox.awaitCount(house, account, 1);
    }

    @Test void aNulInAMessageIsRefusedWhole() throws Exception {
        try (var line = inData(house.account("nul"))) {
            line.send("Subject: nul\r\n\r\na\0b\r\n.\r\n");
            line.talk("S: 554 5\\.6\\.0 .*\nC: NOOP\nS: 250 .*");
        }
    }

    @Test void aClientThatStopsInTheMiddleLeavesNothing() throws Exception {
        var account = house.account("stops");
        for (boolean politely : new boolean[] {true, false}) {
            var line = inData(account);
            line.send("Subject: half\r\n\r\n" + "half a message\r\n".repeat(40_000));
            if (politely) line.close();
            else line.vanish();
        }
        try (var line = house.dial("smtp")) {
            line.reply();
            line.ask("EHLO me.test");
            line.talk("C: MAIL FROM:<a@b.test>\nS: 250 .*\nC: RCPT TO:<" + account.address() + ">\nS: 250 .*");
            line.send("BDAT 1000\r\nhalf a chunk").vanish();
        }
        Mailbox.drop(house, account.address(), Letter.of("whole", "Subject: whole\n\nx\n"));
        Mailbox.awaitCount(house, account, 1);
        Await.until(() -> "the spool is empty", () -> house.home().resolve("spool").toFile().list(), files -> files.length == 0);
    }

    @Test void tenThousandRecipientsStopAtAThousand() throws Exception {
        var account = house.account("thousand");
        try (var line = house.dial("smtp")) {
            line.reply();
            line.ask("EHLO me.test");
            line.talk("C: MAIL FROM:<a@b.test>\nS: 250 .*");
            var sender = Thread.ofVirtual().start(() -> {
                try {
                    line.send(("RCPT TO:<" + account.address() + ">\r\n").repeat(10_000));
                } catch (java.io.IOException cut) {
                    // the replies tell
                }
            });
            int taken = 0;
            int later = 0;
            for (int i = 0; i < 10_000; i++) {
                var reply = line.line();
                if (reply.startsWith("250 ")) taken++;
                else if (reply.startsWith("452 4.5.3 ")) later++;
                else throw new AssertionError(reply);
            }
            sender.join();
            assertEquals(1000, taken);
            assertEquals(9000, later);
            line.talk("C: DATA\nS: 354 .*");
            line.send("Subject: to one\r\n\r\nthousand times\r\n.\r\n");
            line.talk("S: 250 .*\nC: QUIT\nS: 221 .*");
        }
        Mailbox.awaitCount(house, account, 1);
    }

    /// Each holds its session open and feeds it an octet now and then.
    @Test void hundredsOfSlowClientsKeepNobodyWaiting() throws Exception {
        var account = house.account("slow");
        var slow = new ArrayList<Dialogue>();
        try {
            for (int i = 0; i < 300; i++) {
                var line = i % 3 == 0 ? inData(account) : house.dial(i % 3 == 1 ? "smtp" : "pop3");
                line.send("x");
                slow.add(line);
            }
            for (int round = 0; round < 5; round++) {
                for (var line : slow) line.send("y");
                long start = System.nanoTime();
                Mailbox.drop(house, account.address(), Letter.of("quick", "Subject: quick\n\nx\n"));
                assertTrue(Duration.ofNanos(System.nanoTime() - start).toSeconds() < 10);
            }
            assertTrue(metric("thread_count") < MOST_THREADS, "no platform thread for each of them");
        } finally {
            for (var line : slow) line.close();
        }
        Mailbox.awaitCount(house, account, 5);
    }

    /// The delays are the same and so are the words, whether the account exists or not.
    @Test void wrongPasswordsAreAnsweredLaterAndLaterAndTellNothing() throws Exception {
        var known = house.account("guessed").address();
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var attempts = threads.invokeAll(List.of(guesses("pop3", known), guesses("pop3", "no-such-" + known), guesses("submission", "other-" + known), guesses("submission", house.account("guessed").address())));
            var all = new ArrayList<Guesses>();
            for (var attempt : attempts) all.add(attempt.get());
            for (var guesses : all) {
                for (int i = 0; i < guesses.waited.size(); i++)
                    assertTrue(guesses.waited.get(i).toMillis() >= 950L << i && guesses.waited.get(i).toMillis() < (1000L << i) + 5000, () -> "delays: " + guesses.waited);
            }
            assertEquals(all.get(0).answers, all.get(1).answers);
            assertEquals(all.get(2).answers, all.get(3).answers);
        }
    }

    private record Guesses(List<String> answers, List<Duration> waited) { }

    private Callable<Guesses> guesses(String service, String login) {
        return () -> {
            var guesses = new Guesses(new ArrayList<>(), new ArrayList<>());
            try (var line = house.dial(service)) {
                line.line();
                if (!service.equals("pop3")) line.ask("EHLO me.test");
                for (int i = 0; i < 3; i++) {
                    long start = System.nanoTime();
                    if (service.equals("pop3")) {
                        line.talk("C: USER " + login + "\nS: \\+OK .*\nC: PASS wrong" + i);
                        guesses.answers.add(line.expect("-ERR \\[AUTH\\] .*"));
                    } else {
                        line.send("AUTH PLAIN " + java.util.Base64.getEncoder().encodeToString(("\0" + login + "\0wrong" + i).getBytes(StandardCharsets.UTF_8)) + "\r\n");
                        guesses.answers.add(line.expect("535 5\\.7\\.8 .*"));
                    }
                    guesses.waited.add(Duration.ofNanos(System.nanoTime() - start));
                }
            }
            return guesses;
        };
    }

    private Dialogue inData(House.Account account) throws Exception {
        var line = house.dial("smtp");
        line.reply();
        line.ask("EHLO me.test");
        return line.talk("C: MAIL FROM:<a@b.test>\nS: 250 .*\nC: RCPT TO:<" + account.address() + ">\nS: 250 .*\nC: DATA\nS: 354 .*");
    }

    /// Twenty megabytes in one line: an error, and then the session may end while they are still being sent.
    private static void assertRefusedOrCut(Dialogue line, Callable<Void> sending) throws Exception {
        try {
            sending.call();
        } catch (java.net.SocketException cut) {
            return;
        }
        try {
            var said = line.line();
            assertTrue(said == null || said.matches("(500|421|-ERR) .*"), said);
        } catch (java.net.SocketException cut) {
            assertTrue(cut.getMessage() != null);
        }
    }
}
