package org.posthouse.queue;

import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/// How often and how long a delivery is tried.
///
/// @param pauses after the first attempt, after the second, and so on
/// @param then   the pause after all others
/// @param lasts  from when the house took the message until its failure is final; zero for one attempt
/// @param notice after so long the sender is told that it takes longer; zero for never
public record Schedule(List<Duration> pauses, Duration then, Duration lasts, Duration notice) {
    /// RFC 5321 §4.5.4.1: at least 30 minutes in the long run, and four to five days; the first hour is quicker for the sake of greylisting.
    public static final Schedule STANDARD = new Schedule(List.of(Duration.ofMinutes(5), Duration.ofMinutes(15), Duration.ofMinutes(30), Duration.ofMinutes(60)),
            Duration.ofHours(2), Duration.ofDays(5), Duration.ofHours(4));
    private static final int MOST_PAUSES = 20;
    private static final int MOST_MINUTES = 7 * 24 * 60;

    public Schedule { pauses = List.copyOf(pauses); }

    /// When to try again if the attempt that begins now fails; never later than the end, so that the last attempt is made then.
    ///
    /// @param attempts made before this one
    public Instant next(int attempts, Instant arrived, Instant now) {
        var next = now.plus(attempts < pauses.size() ? pauses.get(attempts) : then);
        var end = arrived.plus(lasts);
        return now.isBefore(end) && next.isAfter(end) ? end : next;
    }

    /// A failure now is the last.
    public boolean over(Instant arrived, Instant now) { return !now.isBefore(arrived.plus(lasts)); }

    public boolean late(Instant arrived, Instant now) { return !notice.isZero() && !now.isBefore(arrived.plus(notice)); }

    /// Minutes as people write them, `5, 15, 30`; empty for what is no such list.
    public static Optional<List<Duration>> pauses(String text) {
        if (text.isBlank()) return Optional.of(List.of());
        var numbers = text.strip().split("[\\s,]+");
        boolean good = numbers.length <= MOST_PAUSES && Arrays.stream(numbers).allMatch(n -> n.matches("\\d{1,5}") && Integer.parseInt(n) >= 1 && Integer.parseInt(n) <= MOST_MINUTES);
        return good ? Optional.of(Arrays.stream(numbers).map(n -> Duration.ofMinutes(Long.parseLong(n))).toList()) : Optional.empty();
    }

    /// What [#pauses(String)] reads.
    public String minutes() { return pauses.stream().map(pause -> Long.toString(pause.toMinutes())).collect(Collectors.joining(", ")); }
}
