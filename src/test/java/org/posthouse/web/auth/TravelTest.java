package org.posthouse.web.auth;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.posthouse.security.KeyRing;

class TravelTest {
    private static final Instant NOON = Instant.parse("2026-03-01T12:00:00Z");
    @TempDir Path home;
    private final Travel travel = new Travel();

    @BeforeEach void open() throws Exception {
        Files.createDirectories(home.resolve("config"));
        travel.clock = Clock.fixed(NOON, ZoneOffset.UTC);
        travel.keys = KeyRing.open(home.resolve("config/keys"), travel.clock, new SecureRandom());
    }

    @Test void whatWasTypedComesBackAsItWas() {
        var sealed = travel.seal(new Travel.Typed("/account/vacation", 42, Map.of("message", new String[] {"See \"you\" <later>\r\n日本語"}, "days", new String[] {"1", "2"}))).orElseThrow();
        var opened = travel.open(sealed).orElseThrow();
        assertEquals("/account/vacation", opened.path());
        assertEquals(42, opened.account());
        assertArrayEquals(new String[] {"See \"you\" <later>\r\n日本語"}, opened.parameters().get("message"));
        assertArrayEquals(new String[] {"1", "2"}, opened.parameters().get("days"));
    }

    @Test void tenMinutesAndSixtyFourKibibytesAreTheLimits() {
        var sealed = travel.seal(new Travel.Typed("/account/vacation", 42, Map.of())).orElseThrow();
        travel.clock = Clock.offset(travel.clock, Duration.ofMinutes(10));
        assertEquals("/account/vacation", travel.open(sealed).orElseThrow().path());
        travel.clock = Clock.offset(travel.clock, Duration.ofSeconds(1));
        assertEquals(Optional.empty(), travel.open(sealed));
        assertEquals(Optional.empty(), travel.seal(new Travel.Typed("/account/vacation", 42, Map.of("message", new String[] {"x".repeat(65_536)}))));
    }

    @Test void whatAnotherMadeIsNotOpened() {
        for (var made : new String[] {null, "", "x", travel.keys.seal("half", "{}"), travel.keys.seal("travel", "no json")}) assertEquals(Optional.empty(), travel.open(made));
    }
}
