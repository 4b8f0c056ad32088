package org.posthouse.connector.pop3;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.InetAddress;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterEach;
import org.posthouse.connector.api.Control;
import org.posthouse.connector.api.Limits;
import org.posthouse.connector.api.Service;
import org.posthouse.connector.listen.ListeningPost;
import org.posthouse.connector.listen.Protocol;

/// What the tests of one verb or topic each share: a fake house behind real listeners on loopback.
abstract class Pop3Test {
    static final Duration PATIENCE = Duration.ofSeconds(10);

    final FakeHouse house = new FakeHouse();
    final ListeningPost post = new ListeningPost(Map.of(Service.POP3, protocol(), Service.POP3S, protocol()), house, Clock.systemUTC());

    Protocol protocol() { return new Pop3(); }

    @AfterEach void stop() {
        post.drain(Duration.ZERO);
        assertEquals(0, house.locked.size(), "every ending gives up the lock");
        assertTrue(house.messages.values().stream().allMatch(message -> message.opened().get() == 0), "every content is closed");
    }

    Dialogue connect() throws IOException { return connect(Limits.DEFAULT); }

    Dialogue connect(Limits limits) throws IOException { return new Dialogue(open(Service.POP3, limits)); }

    /// A session that has signed in.
    Dialogue signedIn() throws IOException {
        return connect().talk("""
                S: \\+OK .*
                C: USER jane
                S: \\+OK .*
                C: PASS secret word
                S: \\+OK .*
                """);
    }

    int open(Service service, Limits limits) throws IOException {
        post.limits(limits);
        post.house(new Control.House("mx.example.test", null));
        post.close(service, Duration.ZERO);
        return post.open(new Control.Listener(service, List.of(InetAddress.ofLiteral("127.0.0.1")), 0));
    }

    static void await(String what, BooleanSupplier condition) throws InterruptedException {
        long end = System.nanoTime() + PATIENCE.toNanos();
        while (!condition.getAsBoolean()) {
            assertTrue(System.nanoTime() < end, () -> "never came: " + what);
            Thread.onSpinWait();
            Thread.yield();
        }
    }
}
