package org.posthouse.connector.pop3;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.nio.channels.WritableByteChannel;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.posthouse.connector.api.Limits;
import org.posthouse.connector.api.Service;

/// Every way a session ends: what the client hears, and that the lock is free afterwards (checked after each test).
class EndingsTest extends Pop3Test {

    private static Limits limits(int errors, int command, Duration silence, Duration unread) {
        var usual = Limits.DEFAULT;
        return new Limits(usual.messageBytes(), usual.recipients(), usual.messages(), command, usual.textOctets(), usual.headerBytes(), usual.headerFields(),
                usual.parameterOctets(), usual.mimeDepth(), usual.mimeParts(), errors, usual.connectionsPerAddress(), usual.connections(),
                usual.commandTimeout(), silence, unread, usual.dataTotal(), false, false);
    }

    @Test void tooManyErrorsEndTheSession() throws Exception {
        connect(limits(3, 2048, Duration.ofMinutes(10), Duration.ofMinutes(3))).talk("""
                S: \\+OK .*
                C: GET / HTTP/1.1
                S: -ERR unknown command
                C: CAPABILITY
                S: -ERR unknown command
                C: USER
                S: -ERR an argument is missing
                S: -ERR \\[SYS/PERM\\] too many errors
                S: END
                """);
    }

    @Test void theFarewellArrivesAlthoughMoreWasPipelined() throws Exception {
        var dialogue = connect(limits(3, 2048, Duration.ofMinutes(10), Duration.ofMinutes(3)));
        dialogue.send("X\r\n".repeat(1000));
        dialogue.talk("""
                S: \\+OK .*
                S: -ERR unknown command
                S: -ERR unknown command
                S: -ERR unknown command
                S: -ERR \\[SYS/PERM\\] too many errors
                S: END
                """);
    }

    @Test void askingWithoutEndDoesNotHoldAConnection() throws Exception {
        var dialogue = connect(limits(10, 2048, Duration.ofMinutes(10), Duration.ofMinutes(3)));
        dialogue.send("LANG en\r\n".repeat(200));
        dialogue.talk("S: \\+OK .*" + "\nS: \\+OK en .*".repeat(110) + "\nS: -ERR \\[SYS/PERM\\] too many errors\nS: END");
    }

    @Test void linesThatAreNoneAreRefused() throws Exception {
        var dialogue = connect(limits(10, 64, Duration.ofMinutes(10), Duration.ofMinutes(3)));
        dialogue.talk("S: \\+OK .*\nC: USER " + "x".repeat(100) + "\nS: -ERR line too long");
        dialogue.send("NOOP\0\r\n");
        dialogue.talk("S: -ERR neither ASCII nor UTF-8");
        dialogue.send("USER jane\nPASS secret word\r\n");
        dialogue.talk("S: -ERR lines end in CRLF\nC: QUIT\nS: \\+OK bye\nS: END");
        assertEquals(0, house.clients.size());
    }

    @Test void silenceEndsTheSessionWithoutAWord() throws Exception {
        house.mail("Subject: one\r\n\r\n1\r\n");
        connect(limits(10, 2048, Duration.ofMillis(300), Duration.ofMinutes(3))).talk("""
                S: \\+OK .*
                C: USER jane
                S: \\+OK .*
                C: PASS secret word
                S: \\+OK .*
                C: DELE 1
                S: \\+OK .*
                S: END
                """);
        await("release", house.locked::isEmpty);
        assertEquals(List.of(), house.updates);   // RFC 1939 §3: no UPDATE
    }

    @Test void aStopLetsIdleSessionsSayFarewell() throws Exception {
        var signedIn = signedIn();
        var stop = CompletableFuture.supplyAsync(() -> post.drain(PATIENCE), Thread::startVirtualThread);
        signedIn.talk("S: -ERR \\[SYS/TEMP\\] the service stops .*\nS: END");
        assertEquals(0, stop.get());
        assertTrue(house.locked.isEmpty());
    }

    @Test void aStopWaitsForTheCommandInHand() throws Exception {
        var halfway = new CountDownLatch(1);
        var goOn = new CountDownLatch(1);
        house.mail(FakeMessage.of(new Halting("Subject: slow\r\n\r\n", "rest\r\n", halfway, goOn)));
        var dialogue = signedIn();
        dialogue.talk("C: RETR 1");
        halfway.await();
        var stop = CompletableFuture.supplyAsync(() -> post.drain(PATIENCE), Thread::startVirtualThread);
        await("stop", () -> !accepts());
        goOn.countDown();
        dialogue.talk("""
                S: \\+OK .*
                S: Subject: slow
                S:\s
                S: rest
                S: \\.
                S: -ERR \\[SYS/TEMP\\] .*
                S: END
                """);
        assertEquals(0, stop.get());
    }

    @Test void whoOutlastsThePatienceIsCutAndCounted() throws Exception {
        var halfway = new CountDownLatch(1);
        var goOn = new CountDownLatch(1);
        house.mail(FakeMessage.of(new Halting("Subject: slow\r\n\r\n", "rest\r\n", halfway, goOn)));
        signedIn().talk("C: RETR 1");
        halfway.await();
        var stop = CompletableFuture.supplyAsync(() -> post.drain(Duration.ofMillis(100)), Thread::startVirtualThread);
        assertEquals(1, count(stop, goOn));
        await("release", house.locked::isEmpty);
    }

    private static int count(CompletableFuture<Integer> stop, CountDownLatch goOn) throws Exception {
        int cut = stop.get();
        goOn.countDown();
        return cut;
    }

    private int port;

    @Override int open(Service service, Limits limits) throws IOException { return port = super.open(service, limits); }

    private boolean accepts() {
        try (var probe = new java.net.Socket("127.0.0.1", port)) {
            return probe.isConnected();
        } catch (IOException refused) {
            return false;
        }
    }

    @Test void aStopCutsTheDelayOfADenialShort() throws Exception {
        house.delay = Duration.ofMinutes(5);
        var dialogue = connect().talk("S: \\+OK .*\nC: USER jane\nS: \\+OK .*\nC: PASS wrong");
        await("denial", () -> !house.clients.isEmpty());
        assertEquals(0, post.drain(PATIENCE));
        dialogue.talk("S: -ERR \\[AUTH\\] .*\nS: -ERR \\[SYS/TEMP\\] .*\nS: END");
    }

    @Test void sessionsOfAClosedAccountEndAndOthersStay() throws Exception {
        var stranger = connect();
        stranger.talk("S: \\+OK .*");
        var jane = new Dialogue(port).talk("S: \\+OK .*\nC: USER jane\nS: \\+OK .*\nC: PASS secret word\nS: \\+OK .*");
        post.endSessions(FakeHouse.JANE.account() + 1);
        jane.talk("C: NOOP\nS: \\+OK .*");
        post.endSessions(FakeHouse.JANE.account());
        jane.talk("S: -ERR \\[SYS/TEMP\\] .*\nS: END");
        stranger.talk("C: CAPA\nS: \\+OK .*");
    }

    @Test void aMessageThatCannotBeReadToItsEndGetsNoFinalDot() throws Exception {
        house.mail(FakeMessage.of(new FakeMessage.Source() {
            @Override public InputStream stream() {
                return new SequenceInputStream(new ByteArrayInputStream("Subject: torn\r\n\r\n".getBytes()), new InputStream() {
                    @Override public int read() throws IOException { throw new IOException("made for this test"); }
                });
            }

            @Override public long size() { return 1000; }

            @Override public long transfer(long position, long count, WritableByteChannel target) { throw new AssertionError(); }
        }));
        var dialogue = signedIn().talk("C: RETR 1");
        var heard = new StringBuilder();
        try {
            for (String line; (line = dialogue.line()) != null; ) heard.append(line).append('\n');
        } catch (IOException reset) {
            // as good as an end
        }
        assertTrue(!heard.toString().contains("\n.\n"), heard::toString);
    }

    @Test void aClientThatDoesNotReadIsCut() throws Exception {
        house.mail(FakeMessage.of(new Endless(1L << 40)));
        connect(limits(10, 2048, Duration.ofMinutes(10), Duration.ofMillis(400))).talk("""
                S: \\+OK .*
                C: USER jane
                S: \\+OK .*
                C: PASS secret word
                S: \\+OK .*
                C: RETR 1
                """);
        await("cut", house.locked::isEmpty);
    }

    /// `first`, then a wait, then `rest`.
    private record Halting(String first, String rest, CountDownLatch halfway, CountDownLatch goOn) implements FakeMessage.Source {
        @Override public InputStream stream() {
            return new SequenceInputStream(new ByteArrayInputStream(first.getBytes()), new ByteArrayInputStream(rest.getBytes()) {
                @Override public synchronized int read(byte[] into, int from, int length) {
                    halfway.countDown();
                    try {
                        goOn.await();
                    } catch (InterruptedException never) {
                        throw new AssertionError("no session is ever interrupted", never);
                    }
                    return super.read(into, from, length);
                }
            });
        }

        @Override public long size() { return first.length() + rest.length(); }

        @Override public long transfer(long position, long count, WritableByteChannel target) { throw new AssertionError(); }
    }
}
