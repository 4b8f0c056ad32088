package org.posthouse.wire;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketTimeoutException;
import java.nio.ByteBuffer;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import javax.net.ssl.SSLContext;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class WireTest {
    private static final int MOST = 20;

    private static String read(Wire wire) throws IOException {
        return switch (wire.readLine(MOST)) {
            case LineRead.Line(var text) -> "<" + text + ">";
            case LineRead.TooLong() -> "LONG";
            case LineRead.BareEnd() -> "BARE";
            case LineRead.NotText() -> "BAD";
        };
    }

    private static String readAll(Wire wire) throws IOException {
        var all = new StringBuilder();
        try {
            while (true) all.append(all.isEmpty() ? "" : " ").append(read(wire));
        } catch (EOFException end) {
            return all.toString().strip();
        }
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '~', value = {
        "NOOP^_                        ~ <NOOP>",
        "A^_B^_                        ~ <A> <B>",
        "^_                            ~ <>",
        "A^_B                          ~ <A>",
        "123456789012345678^_          ~ <123456789012345678>",
        "1234567890123456789^_NOOP^_   ~ LONG <NOOP>",
        "12345678901234567890123456789012345678901234567890^_NOOP^_ ~ LONG <NOOP>",
        "A_NOOP^_B^_                   ~ BARE <B>",
        "A_B_C^_D^_                    ~ BARE BARE <D>",
        "A^B^_C^_                      ~ BARE <C>",
        "A^^_C^_                       ~ BARE <C>",
        "A@B^_C^_                      ~ BAD <C>",
        "é^_C^_                        ~ BAD <C>",
        "12345678901234567890123456789_NOOP^_B^_ ~ LONG <B>",
    })
    void linesComeOutTheSameHoweverTheyAreCut(String sent, String expected) throws IOException {
        var text = sent.strip().replace("^", "\r").replace("_", "\n").replace("@", "\0");
        for (int cut = 0; cut <= text.length(); cut++) {
            assertEquals(expected, readAll(Wire.over(ScriptedSocket.cut(text, cut))), "cut at " + cut);
        }
    }

    @Test void linesAreUtf8() throws IOException {
        var wire = Wire.over(ScriptedSocket.of(new String("用户\r\n".getBytes(UTF_8), ISO_8859_1)));
        assertEquals("<用户>", read(wire));
    }

    @Test void aLineWithoutEndIsGivenUp() throws IOException {
        var wire = Wire.over(ScriptedSocket.of("x".repeat(3 << 20)));
        assertThrows(Flood.class, () -> wire.readLine(MOST));
    }

    @Test void aLongLineThatIsAllowedGrowsTheBuffer() throws IOException {
        var long12k = "x".repeat(12_286);
        var wire = Wire.over(ScriptedSocket.of("A\r\n" + long12k + "\r\nB\r\n"));
        assertEquals("<A>", read(wire));
        assertEquals(new LineRead.Line(long12k), wire.readLine(12_288));
        assertEquals("<B>", read(wire));
    }

    @Test void bodiesAndCommandsFollowEachOtherInOneBuffer() throws IOException {
        var text = "DATA\r\nhello\r\n..\r\n.\r\nBDAT 5\r\nab\r\n.NOOP\r\nQUIT\r\n";
        for (int cut = 0; cut <= text.length(); cut++) {
            var wire = Wire.over(ScriptedSocket.cut(text, cut));
            var body = new ByteArrayOutputStream();
            assertEquals("<DATA>", read(wire));
            wire.readDotted(body::write);
            assertEquals("<BDAT 5>", read(wire));
            wire.readCounted(5, body::write);
            assertEquals("<NOOP> <QUIT>", readAll(wire));
            assertEquals("hello\r\n.\r\nab\r\n.", body.toString(ISO_8859_1));
        }
    }

    @Test void whatFollowsALargeBodyIsKept() throws IOException {
        var body = "x".repeat(100_000);
        var more = "NOOP\r\n".repeat(3000);
        var wire = Wire.over(ScriptedSocket.of(body + more));
        var read = new ByteArrayOutputStream();
        wire.readCounted(100_000, read::write);
        assertEquals(body, read.toString(ISO_8859_1));
        assertEquals(more.strip().replace("\r\n", " ").replace("NOOP", "<NOOP>"), readAll(wire));
    }

    @Test void aBodyThatEndsEarlyIsAnEnd() throws IOException {
        assertThrows(EOFException.class, () -> Wire.over(ScriptedSocket.of("hello\r\n.\r")).readDotted((_, _, _) -> { }));
        assertThrows(EOFException.class, () -> Wire.over(ScriptedSocket.of("hello")).readCounted(6, (_, _, _) -> { }));
    }

    @Test void answersWaitUntilAReadHasToWait() throws IOException {
        var socket = ScriptedSocket.of("A\r\nB\r\n", "C\r\n");
        var wire = Wire.over(socket);
        for (int i = 1; i <= 3; i++) {
            read(wire);
            wire.write(i + "\r\n");
        }
        wire.flush();
        assertEquals("1\r\n2\r\n|3\r\n|", socket.sent.toString(ISO_8859_1));
    }

    @Test void muchOutputGoesOutInBlocks() throws IOException {
        var socket = ScriptedSocket.of();
        var wire = Wire.over(socket);
        var expected = new StringBuilder();
        for (int i = 0; i < 10_000; i++) {
            var line = "line " + i + "\r\n";
            wire.write(line);
            expected.append(line);
        }
        var large = "x".repeat(50_000);
        wire.write(large);
        wire.flush();
        var sent = socket.sent.toString(ISO_8859_1);
        assertEquals(expected + large, sent.replace("|", ""));
        assertTrue(sent.chars().filter(c -> c == '|').count() < 16, "few writes");
    }

    @Test void inputInClearIsNeverTakenIntoTls() throws Exception {
        var wire = Wire.over(ScriptedSocket.of("STARTTLS\r\nMAIL FROM:<attacker@example.org>\r\n"));
        read(wire);
        assertTrue(wire.hasInput());
        assertThrows(IllegalStateException.class, () -> wire.startTls(SSLContext.getDefault()));
    }

    private interface Talk { void with(Wire wire, SocketChannel peer) throws Exception; }

    private static void connected(Talk talk) throws Exception {
        try (var server = ServerSocketChannel.open().bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
             var peer = SocketChannel.open(server.getLocalAddress());
             var wire = Wire.over(server.accept())) {
            talk.with(wire, peer);
        }
    }

    @Test void aSilentPeerTimesOut() throws Exception {
        connected((wire, _) -> {
            wire.timeout(Duration.ofMillis(50));
            assertThrows(SocketTimeoutException.class, () -> wire.readLine(MOST));
        });
    }

    @Test void drippingOctetsDoNotKeepALineOpen() throws Exception {
        connected((wire, peer) -> {
            wire.timeout(Duration.ofMillis(300));
            var dripping = drip(peer, "x");
            assertThrows(SocketTimeoutException.class, () -> wire.readLine(MOST * 100));
            dripping.cancel(true);
        });
    }

    @Test void drippingOctetsDoNotKeepABodyOpen() throws Exception {
        connected((wire, peer) -> {
            wire.timeout(Duration.ofSeconds(20));
            wire.deadline(Duration.ofMillis(300));
            var dripping = drip(peer, "x\r\n");
            assertThrows(SocketTimeoutException.class, () -> wire.readDotted((_, _, _) -> { }));
            dripping.cancel(true);
        });
    }

    /// Sends `text` every few milliseconds until the peer has gone or for ten seconds.
    private static CompletableFuture<?> drip(SocketChannel peer, String text) {
        var stop = new CompletableFuture<Void>();
        Thread.ofVirtual().start(() -> {
            try {
                for (int i = 0; i < 1000 && !stop.isDone(); i++) {
                    peer.write(ByteBuffer.wrap(text.getBytes(ISO_8859_1)));
                    LockSupport.parkNanos(10_000_000);
                }
            } catch (IOException gone) {
                stop.complete(null);
            }
        });
        return stop;
    }

    @Test void aWokenReaderCanStillWrite() throws Exception {
        connected((wire, peer) -> {
            try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
                var reading = threads.submit(() -> wire.readLine(MOST));
                wire.wake();
                var failed = assertThrows(ExecutionException.class, () -> reading.get(10, TimeUnit.SECONDS));
                assertInstanceOf(Woken.class, failed.getCause());
                wire.write("421 bye\r\n");
                wire.flush();
                var got = ByteBuffer.allocate(100);
                peer.read(got);
                assertEquals("421 bye\r\n", new String(got.array(), 0, got.position(), ISO_8859_1));
            }
        });
    }

    @Test void aCutReaderFails() throws Exception {
        connected((wire, _) -> {
            try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
                var reading = threads.submit(() -> wire.readLine(MOST));
                wire.cut();
                assertInstanceOf(IOException.class, assertThrows(ExecutionException.class, () -> reading.get(10, TimeUnit.SECONDS)).getCause());
            }
        });
    }

    @Test void aPeerThatDoesNotReadIsNoticed() throws Exception {
        connected((wire, _) -> {
            try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
                assertEquals(Duration.ZERO, wire.writeBlocked());
                var block = new byte[1 << 20];
                var writing = threads.submit(() -> {
                    for (int i = 0; i < 64; i++) wire.write(block, 0, block.length);
                    return null;
                });
                while (wire.writeBlocked().toMillis() < 200) Thread.onSpinWait();
                wire.cut();
                assertInstanceOf(IOException.class, assertThrows(ExecutionException.class, () -> writing.get(10, TimeUnit.SECONDS)).getCause());
                assertEquals(Duration.ZERO, wire.writeBlocked());
            }
        });
    }

    @Test void aFarewellReachesAPeerThatIsStillSending() throws Exception {
        connected((wire, peer) -> {
            peer.write(ByteBuffer.wrap("A\r\n".getBytes(ISO_8859_1)));
            read(wire);
            peer.write(ByteBuffer.wrap("x".repeat(50_000).getBytes(ISO_8859_1)));
            wire.write("421 bye\r\n");
            var closing = Thread.ofVirtual().start(wire::hangUp);
            var got = ByteBuffer.allocate(100);
            while (peer.read(got) >= 0) assertTrue(got.hasRemaining());
            assertEquals("421 bye\r\n", new String(got.array(), 0, got.position(), ISO_8859_1));
            peer.close();
            assertTrue(closing.join(Duration.ofSeconds(10)));
        });
    }

    @Test void onlyAPlainChannelSendsDirectly() throws Exception {
        connected((wire, peer) -> {
            assertTrue(wire.plain());
            wire.write("+OK\r\n");
            wire.sendDirect(channel -> channel.write(ByteBuffer.wrap("body".getBytes(ISO_8859_1))));
            var got = ByteBuffer.allocate(9);
            while (got.hasRemaining()) peer.read(got);
            assertEquals("+OK\r\nbody", new String(got.array(), ISO_8859_1));
        });
        var scripted = Wire.over(ScriptedSocket.of());
        assertFalse(scripted.plain());
        assertThrows(IllegalStateException.class, () -> scripted.sendDirect(_ -> 0));
    }
}
