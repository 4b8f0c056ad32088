package org.posthouse.queue;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.persistence.FlushModeType;
import jakarta.persistence.PersistenceContext;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.posthouse.domain.Changes;

/// Which schedule holds for whose mail: the recipient's domain, else the nearest `*.domain` above it, else `*`, else [Schedule#STANDARD]. From memory.
@ApplicationScoped public class Schedules {
    /// The house's own.
    public static final String HOUSE = "*";
    /// Domains with a schedule of their own, at most.
    public static final int MOST = 500;

    private static final Duration NEVER = Duration.ofDays(36_500);

    private record Known(long stamp, Map<String, Schedule> all) { }

    @PersistenceContext(unitName = "posthouse") EntityManager database;
    @Inject Changes changes;

    private volatile Known known = new Known(-1, Map.of());

    /// @param delivery with the attempts that have been made, the one at `now` included
    /// @return empty when its time is over: if this attempt fails it is the last
    public Optional<Instant> next(Delivery delivery, Instant now) {
        var schedule = of(delivery.recipient());
        return schedule.over(delivery.arrived(), now) ? Optional.empty() : Optional.of(schedule.next(Math.max(0, delivery.attempts() - 1), delivery.arrived(), now));
    }

    /// Its sender is told at all.
    boolean notices(Delivery delivery) { return of(delivery.recipient()).notice().isPositive(); }

    /// Its sender should have heard by now that it takes longer.
    public boolean late(Delivery delivery, Instant now) { return of(delivery.recipient()).late(delivery.arrived(), now); }

    /// The shortest life that any delivery has: what is younger need not be looked at.
    public Duration life() { return Stream.concat(now().values().stream(), house()).map(Schedule::lasts).min(Duration::compareTo).orElseThrow(); }

    /// The shortest time after which anybody is told that a delivery takes long; longer than all lives when nobody ever is.
    public Duration notice() {
        return Stream.concat(now().values().stream(), house()).map(Schedule::notice).filter(Duration::isPositive).min(Duration::compareTo).orElse(NEVER);
    }

    private Stream<Schedule> house() { return now().containsKey(HOUSE) ? Stream.empty() : Stream.of(Schedule.STANDARD); }

    /// When a failure becomes final.
    public Instant end(Delivery delivery) { return delivery.arrived().plus(of(delivery.recipient()).lasts()); }

    /// @param recipient `local@domain`, or a domain
    public Schedule of(String recipient) {
        var all = now();
        if (all.isEmpty()) return Schedule.STANDARD;
        var domain = recipient.substring(recipient.lastIndexOf('@') + 1);
        var own = all.get(domain);
        for (int dot = domain.indexOf('.'); own == null && dot >= 0; dot = domain.indexOf('.', dot + 1)) own = all.get("*" + domain.substring(dot));
        return own != null ? own : all.getOrDefault(HOUSE, Schedule.STANDARD);
    }

    private Map<String, Schedule> now() {
        long stamp = changes.stamp();
        var at = known;
        if (at.stamp != stamp) known = at = new Known(stamp, all());
        return at.all;
    }

    /// By pattern, in the order somebody wrote them. As the caller's transaction sees them.
    public Map<String, Schedule> all() {
        var all = new LinkedHashMap<String, Schedule>();
        for (var each : database.createNativeQuery("SELECT pattern, pauses, every_minutes, hours, notice_hours FROM retry_schedule ORDER BY place").setFlushMode(FlushModeType.COMMIT).getResultList()) {
            var row = (Object[]) each;
            all.put((String) row[0], new Schedule(Schedule.pauses((String) row[1]).orElseThrow(), Duration.ofMinutes(number(row[2])), Duration.ofHours(number(row[3])), Duration.ofHours(number(row[4]))));
        }
        return all;
    }

    /// Replaces all of them. In the caller's transaction; its commit makes them hold.
    public void replace(Map<String, Schedule> wanted) {
        database.createNativeQuery("DELETE FROM retry_schedule").executeUpdate();
        int place = 0;
        for (var entry : wanted.entrySet()) {
            var schedule = entry.getValue();
            database.createNativeQuery("INSERT INTO retry_schedule (pattern, place, pauses, every_minutes, hours, notice_hours) VALUES (?1, ?2, ?3, ?4, ?5, ?6)")
                    .setParameter(1, entry.getKey()).setParameter(2, place++).setParameter(3, schedule.minutes()).setParameter(4, schedule.then().toMinutes())
                    .setParameter(5, schedule.lasts().toHours()).setParameter(6, schedule.notice().toHours()).executeUpdate();
        }
        changes.touch();
    }

    /// Changes with them; for whoever compares what was read with what is there.
    public String version() {
        return Integer.toHexString(all().entrySet().stream().map(e -> e.getKey() + e.getValue()).collect(Collectors.joining("\n")).hashCode());
    }

    private static long number(Object column) { return ((Number) column).longValue(); }
}
