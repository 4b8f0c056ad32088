package org.posthouse.connector.listen;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.InetAddress;
import java.time.Instant;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CrowdTest {
    private final Crowd crowd = new Crowd();

    @ParameterizedTest
    @CsvSource({"192.0.2.1, 192.0.2.2", "2001:db8:0:1::1, 2001:db8:0:2::1", "192.0.2.1, ::c000:201"})
    void differentClientsAreCountedApart(String one, String other) {
        assertTrue(crowd.enter(InetAddress.ofLiteral(one), 1));
        assertTrue(crowd.enter(InetAddress.ofLiteral(other), 1));
        assertEquals(2, crowd.networks());
    }

    @ParameterizedTest
    @CsvSource({"192.0.2.1, 192.0.2.1", "192.0.2.1, ::ffff:192.0.2.1", "2001:db8:0:1::1, 2001:db8:0:1:ffff:ffff:ffff:ffff"})
    void oneClientIsCountedTogether(String one, String other) {
        assertTrue(crowd.enter(InetAddress.ofLiteral(one), 1));
        assertFalse(crowd.enter(InetAddress.ofLiteral(other), 1));
        crowd.leave(InetAddress.ofLiteral(one));
        assertTrue(crowd.enter(InetAddress.ofLiteral(other), 1));
    }

    @Test void whoHasLeftIsForgotten() {
        for (int i = 0; i < 256; i++) {
            var client = InetAddress.ofLiteral("198.51.100." + i);
            crowd.enter(client, 5);
            crowd.enter(client, 5);
            crowd.leave(client);
            crowd.leave(client);
        }
        assertEquals(0, crowd.networks());
    }

    @ParameterizedTest
    @CsvSource({"127.0.0.1", "127.9.9.9", "::1"})
    void loopbackIsNotLimited(String address) {
        for (int i = 0; i < 10; i++) assertTrue(crowd.enter(InetAddress.ofLiteral(address), 0));
        crowd.leave(InetAddress.ofLiteral(address));
    }

    @Test void sessionIdsDifferBetweenAndWithinStarts() {
        var first = new SessionIds(() -> Instant.ofEpochSecond(1_800_000_000));
        var next = new SessionIds(() -> Instant.ofEpochSecond(1_800_000_001));
        assertEquals(2000, LongStream.range(0, 1000).boxed().flatMap(i -> java.util.stream.Stream.of(first.next(), next.next())).distinct().count());
        assertNotEquals("", SessionIds.base32(0));
        assertEquals("10", SessionIds.base32(32));
    }
}
