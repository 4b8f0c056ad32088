package org.posthouse.journey;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import org.posthouse.store.RecordId;

/// Finds journeys and tells them.
@ApplicationScoped public class Journeys {
    /// Journeys put together for one page at most, and the time that may take: then the page ends and says so.
    private static final int MOST_LOOKED = 3000;
    private static final Duration PATIENCE = Duration.ofSeconds(2);
    /// How much later than it happened something may be written down.
    private static final Duration SLACK = Duration.ofHours(1);

    @Inject Journal journal;

    /// Some of those found, the one that something happened to last first.
    ///
    /// @param next there may be more behind this place
    /// @param cut  it took too long to fill the page: going on may find more
    public record Page(List<Story.Glance> found, Optional<Place> next, boolean cut) { }

    /// @param before goes on behind the page that ended here; empty for the first
    public Page page(Search search, Sight sight, Optional<Place> before, int size) throws IOException {
        if (!search.isWhole()) return new Page(List.of(), Optional.empty(), false);
        long until = System.nanoTime() + PATIENCE.toNanos();
        var keys = search.keys(sight);
        var found = new ArrayList<Story.Glance>();
        var anchors = new HashMap<String, Optional<Place>>();
        try (var reading = new Reading(journal)) {
            for (var day : reading.days()) {
                if (before.filter(b -> day.date.isAfter(b.day())).isPresent() || search.until().filter(u -> begin(day.date).minus(SLACK).isAfter(u)).isPresent()) continue;
                if (search.from().filter(begin(day.date.plusDays(1))::isBefore).isPresent()) break;
                var numbers = new TreeSet<Integer>(Integer::compareUnsigned);
                for (long key : keys) for (int number : day.blocks(key)) numbers.add(number);
                for (int number : numbers.descendingSet()) {
                    if (before.filter(b -> b.compareTo(new Place(day.date, number, 0)) <= 0).isPresent() || !reading.inTime(day, number, search)) continue;
                    var items = reading.block(day, number);
                    for (int index = items.size() - 1; index >= 0; index--) {
                        var item = items.get(index);
                        var place = new Place(day.date, number, index);
                        if (before.filter(b -> b.compareTo(place) <= 0).isPresent() || !stands(item, keys, search)) continue;
                        var anchor = anchors.get(item.record());
                        if (anchor == null) anchors.put(item.record(), anchor = reading.journey(item.record()).anchor(sight, other -> stands(other, keys, search)));
                        if (anchor.filter(place::equals).isPresent()) reading.journey(item.record()).story(sight).filter(search::takes).map(Story::glance).ifPresent(found::add);
                        if (found.size() == size) return new Page(found, Optional.of(place), false);
                        if (reading.looked() > MOST_LOOKED || System.nanoTime() > until) return new Page(found, Optional.of(place), true);
                    }
                }
            }
        }
        return new Page(found, Optional.empty(), false);
    }

    private static Instant begin(LocalDate day) { return day.atStartOfDay().toInstant(ZoneOffset.UTC); }

    private static boolean stands(Item item, List<Long> keys, Search search) { return search.inTime(item.at()) && keys.stream().anyMatch(key -> Key.has(item, key)); }

    /// One message's. Empty when there is none, or none for these eyes: the two cannot be told apart.
    public Optional<Story> story(String record, Sight sight) throws IOException {
        if (RecordId.parse(record).isEmpty()) return Optional.empty();
        try (var reading = new Reading(journal)) {
            var journey = reading.journey(record);
            return journey.items().isEmpty() ? Optional.empty() : journey.story(sight);
        }
    }
}
