package org.posthouse.queue;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ScheduleTest {
    private static final Instant ARRIVED = Instant.parse("2026-03-01T12:00:00Z");

    private static Schedule schedule(String pauses, int thenMinutes, int hours) { return new Schedule(Schedule.pauses(pauses).orElseThrow(), Duration.ofMinutes(thenMinutes), Duration.ofHours(hours), Duration.ofHours(4)); }

    /// Minutes after the arrival at which attempts are made, when each fails at once.
    private static List<Long> attempts(Schedule schedule) {
        var all = new ArrayList<Long>();
        var now = ARRIVED;
        for (int attempt = 0; ; attempt++) {
            all.add(Duration.between(ARRIVED, now).toMinutes());
            if (schedule.over(ARRIVED, now)) return all;
            now = schedule.next(attempt, ARRIVED, now);
        }
    }

    @ParameterizedTest @CsvSource(delimiter = '|', textBlock = """
            5, 15, 30, 60 | 120 | 6  | 0 5 20 50 110 230 350 360
                          | 60  | 2  | 0 60 120
            10            | 30  | 1  | 0 10 40 60
            90            | 30  | 1  | 0 60
            5, 15         | 120 | 0  | 0
            """)
    void attemptsAreMadeAsItSays(String pauses, int then, int hours, String minutes) {
        assertEquals(minutes, String.join(" ", attempts(schedule(pauses == null ? "" : pauses, then, hours)).stream().map(String::valueOf).toList()));
    }

    @Test void theStandardEndsWithAnAttemptAfterFiveDays() {
        var all = attempts(Schedule.STANDARD);
        assertEquals(List.of(0L, 5L, 20L, 50L, 110L, 230L), all.subList(0, 6));
        assertEquals(5 * 24 * 60, all.getLast());
        assertEquals(65, all.size());
    }

    @Test void whatWasHeldBeyondItsTimeIsTriedOnceMore() {
        var late = ARRIVED.plus(Duration.ofDays(9));
        assertTrue(Schedule.STANDARD.over(ARRIVED, late));
        assertEquals(late.plus(Duration.ofMinutes(5)), Schedule.STANDARD.next(0, ARRIVED, late), "no attempt is ever due in the past");
    }

    @Test void delayIsToldInItsTimeOrNever() {
        assertFalse(Schedule.STANDARD.late(ARRIVED, ARRIVED.plus(Duration.ofMinutes(239))));
        assertTrue(Schedule.STANDARD.late(ARRIVED, ARRIVED.plus(Duration.ofHours(4))));
        assertFalse(new Schedule(List.of(), Duration.ofHours(1), Duration.ofDays(5), Duration.ZERO).late(ARRIVED, ARRIVED.plus(Duration.ofDays(4))));
    }

    @ParameterizedTest @CsvSource(delimiter = '|', nullValues = "-", textBlock = """
            5, 15, 30 | 5, 15, 30
            5 15,30   | 5, 15, 30
            10080     | 10080
            ''        | ''
            10081     | -
            0         | -
            5;15      | -
            five      | -
            -5        | -
            1 1 1 1 1 1 1 1 1 1 1 1 1 1 1 1 1 1 1 1 1 | -
            """)
    void minutesAreReadOrRefused(String text, String minutes) {
        assertEquals(Optional.ofNullable(minutes), Schedule.pauses(text).map(pauses -> new Schedule(pauses, Duration.ofHours(1), Duration.ofHours(1), Duration.ZERO).minutes()));
    }
}
