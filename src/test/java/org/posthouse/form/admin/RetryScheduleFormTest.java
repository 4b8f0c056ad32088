package org.posthouse.form.admin;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.posthouse.account.TestHouse;
import org.posthouse.domain.Rejected;
import org.posthouse.form.Key;
import org.posthouse.form.TestForms;
import org.posthouse.queue.Schedule;
import org.posthouse.queue.Schedules;
import org.posthouse.queue.TestSchedules;

/// The schedule, and that what was typed is what holds.
class RetryScheduleFormTest {
    private final TestHouse house = new TestHouse();
    private final Schedules schedules = TestSchedules.of(house);
    private final RetryScheduleFormHandler handler = new RetryScheduleFormHandler();

    @BeforeEach void wire() { handler.schedules = schedules; }

    @AfterEach void close() { house.close(); }

    private RetryScheduleForm load() { return TestForms.load(house, handler, TestForms.postmaster(), Key.NONE).form(); }

    private void apply(Map<String, List<String>> typed) { TestForms.apply(house, handler, TestForms.postmaster(), Key.NONE, TestForms.typed(load(), typed)); }

    private static String row(String pattern, String pauses, int every, int hours) { return "pattern=" + pattern + "&pauses=" + pauses.replace(" ", "+").replace(",", "%2C") + "&everyMinutes=" + every + "&hours=" + hours + "&noticeHours=0"; }

    private String holds(String recipient) {
        var schedule = house.work.call(() -> schedules.of(recipient));
        return schedule.minutes() + "; " + schedule.then().toMinutes() + "; " + schedule.lasts().toHours();
    }

    @Test void withoutAWordTheStandardHolds() {
        assertEquals(new RetryScheduleForm("5, 15, 30, 60", 120, 120, 4, List.of()), load());
        assertEquals(Schedule.STANDARD, house.work.call(() -> schedules.of("a@far.example")));
    }

    @Test void theNearestDomainWins() {
        apply(Map.of("pauses", List.of("2"), "hours", List.of("48"), "domains", List.of(row("far.example", "1, 2", 3, 4), row("*.far.example", "", 5, 6), row("*.deep.far.example", "9", 7, 8))));
        assertEquals("2; 120; 48", holds("a@near.example"));
        assertEquals("1, 2; 3; 4", holds("a@far.example"));
        assertEquals("; 5; 6", holds("a@mx.far.example"));
        assertEquals("9; 7; 8", holds("a@very.deep.far.example"));
        assertEquals("; 5; 6", holds("a@deep.far.example"), "*.deep is what lies below it");
        assertEquals(List.of("far.example", "*.far.example", "*.deep.far.example"), load().domains().stream().map(RetryScheduleForm.Domain::pattern).toList());
    }

    @Test void aChangeHoldsAtOnceAndHasAnotherVersion() {
        var before = TestForms.load(house, handler, TestForms.postmaster(), Key.NONE).version();
        holds("a@far.example");
        apply(Map.of("everyMinutes", List.of("30")));
        assertEquals("5, 15, 30, 60; 30; 120", holds("a@far.example"));
        assertNotEquals(before, TestForms.load(house, handler, TestForms.postmaster(), Key.NONE).version());
        apply(Map.of("everyMinutes", List.of("120")));
        assertEquals(before, TestForms.load(house, handler, TestForms.postmaster(), Key.NONE).version());
        assertEquals(Duration.ofHours(2), house.work.call(() -> schedules.of("a@far.example")).then());
    }

    @ParameterizedTest @CsvSource(delimiter = '|', textBlock = """
            pauses  | sometimes                                    | pauses: must be minutes such as 5, 15, 30, 60
            domains | pattern=*&everyMinutes=1                     | domains: must be a domain such as example.org or *.example.org
            domains | pattern=a+b&everyMinutes=1                   | domains: must be a domain such as example.org or *.example.org
            domains | pattern=far.example&pauses=x&everyMinutes=1  | domains: must be minutes such as 5, 15, 30, 60
            domains | pattern=far.example                          | domains: far.example: again every 1 to 1,440 minutes
            domains | pattern=far.example&everyMinutes=1&hours=721 | domains: far.example: 0 to 720 hours
            """)
    void whatCannotBeIsRefusedAtItsField(String field, String typed, String fault) {
        var faults = assertThrows(Rejected.class, () -> apply(Map.of(field, List.of(typed)))).faults();
        assertEquals(fault, faults.getFirst().field() + ": " + faults.getFirst().message());
    }

    @Test void aDomainStandsThereOnce() {
        var faults = assertThrows(Rejected.class, () -> apply(Map.of("domains", List.of(row("Far.Example", "", 1, 1), row("far.example", "", 2, 2))))).faults();
        assertEquals("far.example stands here twice", faults.getFirst().message());
    }
}
