package org.posthouse.connector.listen;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.BindException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.NetworkInterface;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.posthouse.connector.api.Control;
import org.posthouse.connector.api.Limits;
import org.posthouse.connector.api.Service;
import org.posthouse.connector.api.ServiceRules;
import org.posthouse.connector.api.SignedIn;
import org.posthouse.wire.LineRead;

class ListeningPostTest {
    private static final InetAddress HERE = InetAddress.ofLiteral("127.0.0.1");
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private final ListeningPost post = new ListeningPost(Map.of(Service.POP3, new Echo(), Service.SMTP, new Echo()), null, Clock.systemUTC());
    private final List<Socket> sockets = new ArrayList<>();

    /// Says its session id, then repeats lines until `bye`; `fail` fails; `name` is answered with the house's; a line `7` signs in as account 7.
    private static final class Echo implements Protocol {
        @Override public void serve(Connection connection) throws IOException {
            var wire = connection.wire();
            wire.timeout(PATIENCE);
            wire.write(connection.id() + " " + connection.remote().getAddress().getHostAddress() + "\r\n");
            wire.flush();
            while (true) {
                Optional<LineRead> line = connection.idle(() -> wire.readLine(100));
                if (line.isEmpty()) {
                    wire.write("farewell\r\n");
                    return;
                }
                var text = ((LineRead.Line) line.get()).text();
                if (text.equals("bye")) return;
                if (text.equals("fail")) throw new IllegalStateException("made for this test");
                if (text.equals("7")) connection.signedIn(new SignedIn(7, "jane@example.test"));
                wire.write((text.equals("name") ? connection.house().hostname() : text) + "\r\n");
                wire.flush();
            }
        }

        @Override public String tooMany(String hostname) { return "too many at " + hostname; }
    }

    @AfterEach void stop() throws IOException {
        post.drain(Duration.ZERO);
        for (Socket socket : sockets) socket.close();
        assertEquals(Map.of(), post.sessions());
    }

    private int open(Service service, InetAddress... addresses) throws IOException {
        post.house(new Control.House("mx.example.test", null));
        return post.open(new Control.Listener(service, List.of(addresses), 0));
    }

    private static Limits limits(int connections, int perAddress) {
        var usual = Limits.DEFAULT;
        return new Limits(usual.messageBytes(), usual.recipients(), usual.messages(), usual.commandOctets(), usual.textOctets(), usual.headerBytes(), usual.headerFields(),
                usual.parameterOctets(), usual.mimeDepth(), usual.mimeParts(), usual.errors(), perAddress, connections,
                usual.commandTimeout(), usual.popTimeout(), usual.dataTimeout(), usual.dataTotal(), false, false);
    }

    private BufferedReader connect(InetAddress address, int port) throws IOException {
        var socket = new Socket();
        sockets.add(socket);
        socket.connect(new InetSocketAddress(address, port), (int) PATIENCE.toMillis());
        socket.setSoTimeout((int) PATIENCE.toMillis());
        return new BufferedReader(new InputStreamReader(socket.getInputStream()));
    }

    private void say(int socket, String line) throws IOException { sockets.get(socket).getOutputStream().write((line + "\r\n").getBytes()); }

    private static void await(BooleanSupplier condition) {
        long end = System.nanoTime() + PATIENCE.toNanos();
        while (!condition.getAsBoolean()) {
            assertTrue(System.nanoTime() < end, "never came");
            Thread.yield();
        }
    }

    private static InetAddress ownAddress(boolean six) throws IOException {
        var found = NetworkInterface.networkInterfaces().flatMap(NetworkInterface::inetAddresses)
                .filter(address -> !address.isLoopbackAddress() && !address.isLinkLocalAddress() && address instanceof java.net.Inet6Address == six).findFirst();
        assumeTrue(found.isPresent(), "this machine has no address but loopback");
        return found.get();
    }

    @Test void everySessionHasAnIdOfItsOwn() throws Exception {
        int port = open(Service.POP3, HERE);
        var first = connect(HERE, port).readLine();
        var second = connect(HERE, port).readLine();
        assertTrue(first.matches("[0-9a-z]{1,6}-1 127\\.0\\.0\\.1"), first);
        assertNotEquals(first, second);
    }

    @Test void anEphemeralPortIsTheSameOnAllAddresses() throws Exception {
        int port = open(Service.POP3, HERE, InetAddress.ofLiteral("127.0.0.2"), InetAddress.ofLiteral("127.0.0.3"));
        for (String address : List.of("127.0.0.1", "127.0.0.2", "127.0.0.3")) assertTrue(connect(InetAddress.ofLiteral(address), port).readLine().contains("127.0.0."));
    }

    @Test void anAddressMayHaveANameOfItsOwn() throws Exception {
        var second = InetAddress.ofLiteral("127.0.0.2");
        int port = open(Service.POP3, HERE, second);
        post.names(Map.of(second, "second.test"));
        for (var address : List.of(HERE, second)) {
            var lines = connect(address, port);
            lines.readLine();
            say(sockets.size() - 1, "name");
            assertEquals(address == HERE ? "mx.example.test" : "second.test", lines.readLine());
        }
    }

    @Test void anIpv4ClientOfADualStackListenerHasAnIpv4Address() throws Exception {
        int port = open(Service.POP3, InetAddress.ofLiteral("::"));
        assertTrue(connect(HERE, port).readLine().endsWith(" 127.0.0.1"));
    }

    @Test void anAddressInUseIsNamedWithItsPort() throws Exception {
        post.house(new Control.House("mx.example.test", null));
        try (var taken = new ServerSocket(0, 1, InetAddress.ofLiteral("127.0.0.2"))) {
            var listener = new Control.Listener(Service.POP3, List.of(HERE, InetAddress.ofLiteral("127.0.0.2")), taken.getLocalPort());
            var refused = assertThrows(BindException.class, () -> post.open(listener));
            assertTrue(refused.getMessage().startsWith("pop3: cannot listen on 127.0.0.2 port " + taken.getLocalPort()), refused::getMessage);
            assertThrows(IOException.class, () -> connect(HERE, taken.getLocalPort()), "none of them is open");
        }
    }

    @Test void connectionsBeyondTheLimitWaitUntilOneLeaves() throws Exception {
        post.limits(limits(2, 100));
        int port = open(Service.POP3, HERE);
        connect(HERE, port).readLine();
        connect(HERE, port).readLine();
        var third = connect(HERE, port);
        sockets.get(2).setSoTimeout(200);
        assertThrows(SocketTimeoutException.class, third::readLine);
        say(0, "bye");
        sockets.get(2).setSoTimeout((int) PATIENCE.toMillis());
        assertTrue(third.readLine().contains("-3 "));
    }

    @Test void aHigherLimitLetsTheWaitingInAtOnce() throws Exception {
        post.limits(limits(1, 100));
        int port = open(Service.POP3, HERE);
        connect(HERE, port).readLine();
        var second = connect(HERE, port);
        post.limits(limits(2, 100));
        assertTrue(second.readLine().contains("-2 "));
    }

    @Test void oneAddressMayHaveOnlySoManyConnections() throws Exception {
        var own = ownAddress(false);
        post.limits(limits(100, 2));
        int port = open(Service.POP3, own);
        connect(own, port).readLine();
        connect(own, port).readLine();
        var third = connect(own, port);
        assertEquals("too many at mx.example.test", third.readLine());
        assertNull(third.readLine());
        say(0, "bye");
        await(() -> post.sessions().get(Service.POP3) == 1);
        assertTrue(connect(own, port).readLine().contains("-3 "));
    }

    @Test void loopbackMayHaveAny() throws Exception {
        post.limits(limits(100, 1));
        int port = open(Service.POP3, HERE);
        for (int i = 1; i <= 5; i++) assertTrue(connect(HERE, port).readLine().contains("-" + i + " "));
        assertEquals(Map.of(Service.POP3, 5), post.sessions());
    }

    @Test void closingAServiceFreesItsPortAndLeavesTheOthers() throws Exception {
        int pop = open(Service.POP3, HERE);
        int smtp = open(Service.SMTP, HERE);
        var leaving = connect(HERE, pop);
        leaving.readLine();
        var staying = connect(HERE, smtp);
        staying.readLine();
        post.close(Service.POP3, PATIENCE);
        assertEquals("farewell", leaving.readLine());
        new ServerSocket(pop, 1, HERE).close();
        say(1, "still here");
        assertEquals("still here", staying.readLine());
        assertEquals(pop, post.open(new Control.Listener(Service.POP3, List.of(HERE), pop)), "and may be opened again");
    }

    @Test void drainingEndsAThousandIdleSessions() throws Exception {
        int port = open(Service.POP3, HERE);
        var readers = new ArrayList<BufferedReader>();
        for (int i = 0; i < 1000; i++) readers.add(connect(HERE, port));
        for (var reader : readers) reader.readLine();
        assertEquals(0, post.drain(PATIENCE));
        for (var reader : readers) assertEquals("farewell", reader.readLine());
    }

    @Test void sessionsOfAnAccountEndAtOnce() throws Exception {
        int port = open(Service.POP3, HERE);
        var jane = connect(HERE, port);
        jane.readLine();
        say(0, "7");
        jane.readLine();
        var other = connect(HERE, port);
        other.readLine();
        post.endSessions(7);
        assertEquals("farewell", jane.readLine());
        say(1, "8");
        assertEquals("8", other.readLine());
    }

    @Test void aFaultOfOursEndsOneSessionOnly() throws Exception {
        int port = open(Service.POP3, HERE);
        var failing = connect(HERE, port);
        failing.readLine();
        var other = connect(HERE, port);
        other.readLine();
        say(0, "fail");
        assertNull(failing.readLine());
        say(1, "fine");
        assertEquals("fine", other.readLine());
        await(() -> post.sessions().get(Service.POP3) == 1);
    }

    @Test void nothingOpensTwiceOrWithoutAHouse() throws Exception {
        var listener = new Control.Listener(Service.POP3, List.of(HERE), 0);
        assertThrows(IllegalStateException.class, () -> post.open(listener));
        open(Service.POP3, HERE);
        assertThrows(IllegalStateException.class, () -> post.open(listener));
        assertThrows(IllegalStateException.class, () -> post.open(new Control.Listener(Service.LMTP, List.of(HERE), 0)));
    }

    @Test void clientsThatComeAndGoDuringAStopLoseNoToken() throws Exception {
        post.limits(limits(3, 100));
        for (int round = 0; round < 20; round++) {
            int port = open(Service.POP3, HERE);
            var storm = CompletableFuture.runAsync(() -> {
                for (int i = 0; i < 20; i++) {
                    try (var socket = new Socket(HERE, port)) {
                        socket.getOutputStream().write("bye\r\n".getBytes());
                    } catch (IOException closed) {
                        return;
                    }
                }
            });
            post.drain(PATIENCE);
            storm.get();
        }
        int port = open(Service.POP3, HERE);
        for (int i = 0; i < 3; i++) assertFalse(connect(HERE, port).readLine().isEmpty());
    }

    @Test void aServiceThatMovesOpensTheNewPortAndSaysFarewellAtTheOldOne() throws Exception {
        int before = open(Service.POP3, HERE);
        var early = connect(HERE, before);
        early.readLine();
        int after = post.move(new Control.Listener(Service.POP3, List.of(HERE), 0), PATIENCE);
        assertNotEquals(before, after);
        assertTrue(connect(HERE, after).readLine().endsWith("127.0.0.1"));
        assertEquals("farewell", early.readLine());
        assertThrows(IOException.class, () -> connect(HERE, before));
    }

    @Test void aServiceThatCannotMoveStaysWhereItIs() throws Exception {
        int port = open(Service.POP3, HERE);
        var early = connect(HERE, port);
        early.readLine();
        try (var taken = new ServerSocket(0, 1, HERE)) {
            assertThrows(BindException.class, () -> post.move(new Control.Listener(Service.POP3, List.of(HERE), taken.getLocalPort()), PATIENCE));
        }
        say(0, "still");
        assertEquals("still", early.readLine());
        assertTrue(connect(HERE, port).readLine().endsWith("127.0.0.1"));
    }

    @Test void anAddressIsAddedAndAnotherWidenedOnTheSamePort() throws Exception {
        int port = open(Service.POP3, HERE);
        var other = InetAddress.ofLiteral("127.0.0.2");
        assertEquals(port, post.move(new Control.Listener(Service.POP3, List.of(HERE, other), port), PATIENCE));
        var early = connect(other, port);
        early.readLine();
        assertEquals(port, post.move(new Control.Listener(Service.POP3, List.of(InetAddress.ofLiteral("::")), port), PATIENCE), "both had to be closed first");
        assertEquals("farewell", early.readLine());
        assertTrue(connect(other, port).readLine().endsWith("127.0.0.1"));
    }

    @Test void whatCannotBeWidenedIsOpenedAgain() throws Exception {
        var other = InetAddress.ofLiteral("127.0.0.2");
        int port = open(Service.POP3, HERE);
        try (var taken = new ServerSocket(port, 1, other)) {
            assertTrue(taken.isBound());
            assertThrows(BindException.class, () -> post.move(new Control.Listener(Service.POP3, List.of(InetAddress.ofLiteral("::")), port), PATIENCE));
        }
        assertTrue(connect(HERE, port).readLine().endsWith("127.0.0.1"));
    }

    @Test void aServicesOwnLimitTurnsTheNextOneAwayAndNoOtherService() throws Exception {
        int pop = open(Service.POP3, HERE);
        int smtp = open(Service.SMTP, HERE);
        post.rules(Service.POP3, new ServiceRules(1, Duration.ZERO, false));
        connect(HERE, pop).readLine();
        assertEquals("too many at mx.example.test", connect(HERE, pop).readLine());
        assertTrue(connect(HERE, smtp).readLine().endsWith("127.0.0.1"));
        say(0, "bye");
        await(() -> post.sessions().getOrDefault(Service.POP3, 0) == 0);
        assertTrue(connect(HERE, pop).readLine().endsWith("127.0.0.1"));
    }

    @Test void rulesShortenTheWaitForACommandAlone() {
        var limits = new ServiceRules(0, Duration.ofSeconds(31), true).within(Limits.DEFAULT);
        assertEquals(List.of(Duration.ofSeconds(31), Duration.ofSeconds(31), Limits.DEFAULT.dataTimeout()), List.of(limits.commandTimeout(), limits.popTimeout(), limits.dataTimeout()));
        assertEquals(Limits.DEFAULT, ServiceRules.NONE.within(Limits.DEFAULT));
    }
}
