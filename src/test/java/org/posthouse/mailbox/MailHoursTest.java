package org.posthouse.mailbox;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.posthouse.account.TestHouse;

class MailHoursTest {
    private static final Instant NOON = Instant.parse("2026-03-01T12:00:00Z");

    @Test void eachHourIsOneRowHoweverManyCountIntoIt() {
        try (var house = new TestHouse()) {
            var hours = new MailHours();
            hours.database = house.database;
            hours.clock = house.clock;
            house.work.run(() -> hours.add(NOON, 3));
            house.work.run(() -> hours.add(NOON, 4));
            house.work.run(() -> hours.add(NOON.plus(Duration.ofHours(1)), 1));
            assertEquals(Map.of(NOON, 7L, NOON.plus(Duration.ofHours(1)), 1L), house.work.call(() -> hours.since(NOON)));
            assertEquals(Map.of(NOON.plus(Duration.ofHours(1)), 1L), house.work.call(() -> hours.since(NOON.plusSeconds(1))));
            house.work.run(() -> hours.add(NOON.plus(Duration.ofDays(401)), 5));
            assertEquals(1, house.work.call(() -> hours.since(Instant.EPOCH)).size(), "what is older than a year is forgotten");
        }
    }
}
