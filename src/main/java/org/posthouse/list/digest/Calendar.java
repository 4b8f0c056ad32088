package org.posthouse.list.digest;

import java.time.DayOfWeek;
import java.time.Instant;
import java.time.ZoneId;
import java.time.temporal.TemporalAdjusters;
import org.posthouse.list.Digesting;

/// When a list's digest is due.
final class Calendar {
    private Calendar() { }

    static boolean due(Digesting plan, WaitingPosts.Waiting waiting, Instant now, ZoneId zone) {
        if (plan.messages() > 0 && waiting.posts() >= plan.messages() || plan.octets() > 0 && waiting.octets() >= plan.octets()) return true;
        return plan.every() != Digesting.Every.NONE && waiting.oldest().isBefore(last(plan, now, zone));
    }

    /// The last time that the clock of the house stood at the hour of digests.
    private static Instant last(Digesting plan, Instant now, ZoneId zone) {
        boolean weekly = plan.every() == Digesting.Every.WEEK;
        var today = now.atZone(zone).toLocalDate();
        var day = weekly ? today.with(TemporalAdjusters.previousOrSame(DayOfWeek.of(plan.weekday()))) : today;
        var at = day.atTime(plan.hour(), 0).atZone(zone).toInstant();
        return at.isAfter(now) ? day.minusDays(weekly ? 7 : 1).atTime(plan.hour(), 0).atZone(zone).toInstant() : at;
    }
}
