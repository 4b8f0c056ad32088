package org.posthouse.queue;

import org.posthouse.account.TestHouse;

/// Schedules on the database of a test's house.
public final class TestSchedules {
    private TestSchedules() { }

    public static Schedules of(TestHouse house) {
        var schedules = new Schedules();
        schedules.database = house.database;
        schedules.changes = house.domains.changes;
        return schedules;
    }
}
