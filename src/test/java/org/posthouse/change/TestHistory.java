package org.posthouse.change;

import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import org.posthouse.account.TestHouse;

/// The history on a house without a container.
public final class TestHistory {
    private TestHistory() { }

    public static History of(TestHouse house) {
        var history = new History();
        history.database = house.database();
        history.clock = Clock.fixed(Instant.parse("2026-03-01T12:00:00Z"), ZoneOffset.UTC);
        return history;
    }
}
