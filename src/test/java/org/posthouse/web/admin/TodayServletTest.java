package org.posthouse.web.admin;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.posthouse.text.Texts;

class TodayServletTest {
    private static final Instant NOW = Instant.parse("2026-03-01T12:34:56Z");
    private static final Texts ENGLISH = Texts.in(Locale.ENGLISH);

    @Test void aDayIsTwentyFourBarsAndTheSameInWords() {
        var chart = TodayServlet.chart(Map.of(Instant.parse("2026-03-01T09:00:00Z"), 200L, Instant.parse("2026-03-01T12:00:00Z"), 1L, Instant.parse("2026-02-28T12:00:00Z"), 9999L), NOW, ZoneOffset.UTC, ENGLISH);
        assertEquals(24, chart.bars().size());
        assertEquals("13", chart.bars().getFirst().hour());
        assertEquals("12", chart.bars().getLast().hour());
        assertTrue(chart.bars().getLast().now());
        assertEquals(110, chart.bars().get(20).height(), "the busiest hour is the highest");
        assertEquals(3, chart.bars().getLast().height(), "one message can be seen");
        assertEquals("09:00: 200", chart.bars().get(20).title());
        assertEquals("201 messages in the last 24 hours; most in the hour from 09:00 with 200.", chart.text());
    }

    @Test void hoursAreThoseOfThePerson() {
        var chart = TodayServlet.chart(Map.of(Instant.parse("2026-03-01T09:00:00Z"), 1L), NOW, ZoneId.of("Asia/Tokyo"), ENGLISH);
        assertEquals("21", chart.bars().getLast().hour());
        assertEquals("One message in the last 24 hours; most in the hour from 18:00 with 1.", chart.text());
    }

    @Test void withoutMailNothingIsHigh() {
        var chart = TodayServlet.chart(Map.of(), NOW, ZoneOffset.UTC, ENGLISH);
        assertTrue(chart.bars().stream().allMatch(bar -> bar.height() == 1 && bar.y() + bar.height() == 120));
        assertEquals("No mail has come in the last 24 hours.", chart.text());
    }
}
