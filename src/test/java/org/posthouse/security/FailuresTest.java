package org.posthouse.security;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.InetAddress;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import org.junit.jupiter.api.Test;
import org.posthouse.security.Failures.Standing;

class FailuresTest {
    private Instant now = Instant.parse("2026-03-01T12:00:00Z");
    private final Clock clock = new Clock() {
        @Override public ZoneId getZone() { return ZoneOffset.UTC; }

        @Override public Clock withZone(ZoneId zone) { return this; }

        @Override public Instant instant() { return now; }
    };
    private final Failures failures = new Failures(clock, 1000);
    private final InetAddress one = InetAddress.ofLiteral("192.0.2.1");

    private long seconds(String client, String login) {
        return ((Standing.Listened) failures.attempt(InetAddress.ofLiteral(client), login)).delay().toSeconds();
    }

    @Test void theDelayDoublesUpToEightSecondsAndFades() {
        for (long expected : new long[] {1, 2, 4, 8, 8}) assertEquals(expected, seconds("192.0.2.1", "jane"));
        now = now.plus(Duration.ofHours(1));
        assertEquals(1, seconds("192.0.2.1", "jane"));
    }

    @Test void aLoginIsRememberedOverAddressesAndANetworkOverLogins() {
        for (int i = 1; i <= 3; i++) seconds("192.0.2." + i, "jane");
        assertEquals(8, seconds("192.0.2.9", "jane"));
        for (int i = 0; i < 16; i++) seconds("2001:db8::" + i, "user" + i);
        assertEquals(8, seconds("2001:db8::ffff:1", "new"), "the same /64");
        assertEquals(1, seconds("2001:db8:0:1::1", "newer"), "another /64");
    }

    @Test void aNetworkIsShutOutForAWhileButNeverLoopback() {
        for (int i = 0; i < 200; i++) assertInstanceOf(Standing.Listened.class, failures.attempt(one, "user" + i));
        assertInstanceOf(Standing.Shut.class, failures.attempt(one, "user"));
        now = now.plus(Duration.ofMinutes(5));
        assertInstanceOf(Standing.Listened.class, failures.attempt(one, "user"));
        for (int i = 0; i < 500; i++) assertInstanceOf(Standing.Listened.class, failures.attempt(InetAddress.getLoopbackAddress(), "user" + i));
    }

    @Test void rightPasswordsAndAbandonedAttemptsLeaveNothing() {
        for (int i = 0; i < 1000; i++) {
            failures.attempt(one, "jane");
            if (i % 2 == 0) failures.succeeded(one, "jane");
            else failures.abandoned(one, "jane");
        }
        assertEquals(0, failures.remembered());
    }

    @Test void oneGoodAccountDoesNotClearANetwork() {
        for (int i = 0; i < 100; i++) failures.attempt(one, "victim" + i);
        failures.attempt(one, "mine");
        failures.succeeded(one, "mine");
        assertEquals(8, seconds("192.0.2.1", "another"));
    }

    @Test void memoryIsBoundedAndNamesDoNotPushNetworksOut() {
        for (int i = 0; i < 150; i++) failures.attempt(one, "first");
        for (int i = 0; i < 5000; i++) failures.attempt(InetAddress.getLoopbackAddress(), "name" + i);
        assertTrue(failures.remembered() <= 2001, "" + failures.remembered());
        assertEquals(8, seconds("192.0.2.1", "another"));
    }

    @Test void aVerifiedPasswordIsKnownForItsTimeAndItsHash() {
        var cache = new VerifiedCache(clock, Duration.ofMinutes(5), 2, new SecureRandom());
        var password = PasswordsTest.password("correct horse");
        cache.learn(1, "hash", password);
        assertTrue(cache.knows(1, "hash", password));
        assertFalse(cache.knows(1, "other hash", password));
        assertFalse(cache.knows(1, "hash", PasswordsTest.password("correct horsf")));
        assertFalse(cache.knows(2, "hash", password));
        now = now.plus(Duration.ofMinutes(5));
        assertFalse(cache.knows(1, "hash", password));
        cache.learn(1, "hash", password);
        cache.forget(1);
        assertFalse(cache.knows(1, "hash", password));
        for (int i = 0; i < 10; i++) cache.learn(i, "hash", password);
        assertTrue(cache.size() <= 2);
    }
}
