package org.posthouse.journey;

import java.time.Instant;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;

/// A journey as somebody may see it.
///
/// @param taken  empty when nothing is left of it
/// @param events oldest first
/// @param fates  those that want somebody first
/// @param cut    there were more events than can be shown
public record Story(String record, Optional<Acceptance> taken, List<Event> events, List<Fate> fates, boolean cut) {
    private static final int FEW = 3;

    public Story {
        events = List.copyOf(events);
        fates = List.copyOf(fates);
    }

    public Instant at() { return taken.map(Acceptance::at).orElseGet(() -> events.isEmpty() ? Instant.EPOCH : events.getFirst().at()); }

    /// A line of a list.
    ///
    /// @param taken      with some of the recipients
    /// @param recipients how many can be seen
    /// @param counts     of those, by what became of them
    public record Glance(String record, Optional<Acceptance> taken, Instant at, List<String> some, int recipients, Map<Fate.State, Integer> counts) {
        /// How many are on their way or wait for somebody.
        public int open() { return counts.entrySet().stream().filter(entry -> !entry.getKey().isOver()).mapToInt(Map.Entry::getValue).sum(); }
    }

    public Glance glance() {
        var counts = new EnumMap<Fate.State, Integer>(Fate.State.class);
        fates.forEach(fate -> counts.merge(fate.state(), 1, Integer::sum));
        var named = taken.map(Acceptance::recipients).filter(all -> !all.isEmpty()).orElseGet(() -> fates.stream().map(Fate::recipient).distinct().toList());
        return new Glance(record, taken.map(t -> t.to(named.subList(0, Math.min(FEW, named.size())))), at(), List.copyOf(named.subList(0, Math.min(FEW, named.size()))), named.size(), counts);
    }

    /// Something that can be seen here has an address of which this holds.
    boolean names(Predicate<String> wanted) {
        return taken.filter(t -> wanted.test(t.sender()) || wanted.test(t.who()) || t.recipients().stream().anyMatch(wanted)).isPresent()
                || events.stream().anyMatch(e -> wanted.test(e.recipient()) || wanted.test(e.address()) || e.kind() == Event.Kind.REWRITTEN && wanted.test(e.subject()))
                || fates.stream().anyMatch(f -> wanted.test(f.recipient()) || wanted.test(f.address()));
    }
}
