package org.posthouse.gateway;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// When mail that waits for a connection goes.
///
/// @param times   of day, in `zone`
/// @param minutes between two; 0 for the times of day alone
public record ConnectionTimes(List<LocalTime> times, int minutes, ZoneId zone) {
    public ConnectionTimes { times = times.stream().sorted().distinct().toList(); }

    /// `07:30`, one a line; empty when one is no time of day.
    public static Optional<List<LocalTime>> read(List<String> lines) {
        var times = new ArrayList<LocalTime>();
        for (var line : lines) {
            var text = line.strip();
            if (text.isEmpty()) continue;
            try {
                times.add(LocalTime.parse(text.length() == 4 ? "0" + text : text));
            } catch (DateTimeParseException none) {
                return Optional.empty();
            }
        }
        return Optional.of(times);
    }

    /// The next after a moment; empty when nothing is planned. A time that a change of clocks leaves out comes when the gap is over.
    public Optional<Instant> next(Instant after) {
        var next = minutes > 0 ? Optional.of(after.plus(Duration.ofMinutes(minutes))) : Optional.<Instant>empty();
        var today = after.atZone(zone).toLocalDate();
        for (int day = 0; day <= 1; day++) {
            for (var time : times) {
                var at = today.plusDays(day).atTime(time).atZone(zone).toInstant();
                if (at.isAfter(after) && next.filter(sooner -> !at.isBefore(sooner)).isEmpty()) next = Optional.of(at);
            }
        }
        return next;
    }
}
