package org.posthouse.queue;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Optional;
import java.util.UUID;

/// Deliveries that somebody was shown before an action, so that it meets exactly these. In memory, for a while: whoever comes too late looks again.
@ApplicationScoped public class Chosen {
    private static final Duration KEPT = Duration.ofMinutes(30);
    private static final int MOST = 50;

    @Inject Clock clock;

    private final LinkedHashMap<String, Choice> kept = new LinkedHashMap<>();

    /// @param account whose choice it is
    public record Choice(long account, long[] ids, Instant at) { }

    public synchronized String keep(long account, long[] ids) {
        kept.values().removeIf(choice -> choice.at.isBefore(clock.instant().minus(KEPT)));
        while (kept.size() >= MOST) kept.pollFirstEntry();
        var token = UUID.randomUUID().toString();
        kept.put(token, new Choice(account, ids, clock.instant()));
        return token;
    }

    /// Once.
    public synchronized Optional<Choice> take(long account, String token) {
        var choice = kept.get(token);
        if (choice == null || choice.account != account || choice.at.isBefore(clock.instant().minus(KEPT))) return Optional.empty();
        kept.remove(token);
        return Optional.of(choice);
    }
}
