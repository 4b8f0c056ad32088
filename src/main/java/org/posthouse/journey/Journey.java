package org.posthouse.journey;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/// All that is known of one message, and what of it somebody may see.
///
/// @param items oldest first
/// @param cut   there were more
record Journey(String record, List<Placed> items, boolean cut) {
    /// An item and where it stands in the files; empty for one that the store told.
    record Placed(Item item, Optional<Place> place) { }

    Optional<Acceptance> taken() { return items.stream().map(Placed::item).filter(Acceptance.class::isInstance).map(Acceptance.class::cast).findFirst(); }

    private List<Event> events() { return items.stream().map(Placed::item).filter(Event.class::isInstance).map(Event.class::cast).toList(); }

    /// The newest item of which this holds that can be seen: where a list has the journey, once.
    Optional<Place> anchor(Sight sight, Predicate<Item> wanted) {
        var eyes = new Eyes(sight, taken(), events());
        boolean any = items.stream().anyMatch(placed -> placed.item() instanceof Event event && eyes.see(event).isPresent()) || eyes.seesWithoutEvents();
        for (var placed : items.reversed()) {
            boolean seen = placed.item() instanceof Event event ? eyes.see(event).isPresent() || eyes.concerns(event) : any;
            if (seen && placed.place().isPresent() && wanted.test(placed.item())) return placed.place();
        }
        return Optional.empty();
    }

    /// Empty when they may not even know that it was.
    Optional<Story> story(Sight sight) {
        var taken = taken();
        var all = events().stream().distinct().toList();                 // what a crash made the dispatcher note again is told once
        var eyes = new Eyes(sight, taken, all);
        var seen = all.stream().flatMap(event -> eyes.see(event).stream()).toList();
        if (seen.isEmpty() && !eyes.seesWithoutEvents()) return Optional.empty();
        var fates = fates(all, taken, eyes);
        return Optional.of(new Story(record, taken.map(t -> eyes.see(t, seen)), seen, fates, cut));
    }

    /// One copy of the message: for whom, and where it goes.
    private record Copy(String recipient, String goal) { }

    private static List<Fate> fates(List<Event> events, Optional<Acceptance> taken, Eyes eyes) {
        var copies = new LinkedHashMap<Copy, Event>();
        var names = new LinkedHashMap<String, String>();                 // recipients by their canonical form, as they were first written
        taken.ifPresent(t -> t.recipients().forEach(r -> names.putIfAbsent(Key.canonical(r), r)));
        Optional<Event> forAll = Optional.empty();
        for (var event : events) {
            if (state(event.kind()).isEmpty()) continue;
            if (event.recipient().isEmpty()) {
                forAll = Optional.of(event);
                continue;
            }
            names.putIfAbsent(Key.canonical(event.recipient()), event.recipient());
            copies.put(new Copy(Key.canonical(event.recipient()), Key.canonical(event.goal())), event);
        }
        var byRecipient = new LinkedHashMap<String, List<Event>>();
        names.keySet().forEach(name -> byRecipient.put(name, new ArrayList<>()));
        copies.forEach((copy, last) -> byRecipient.get(copy.recipient).add(last));
        var fates = new ArrayList<Fate>();
        for (var entry : byRecipient.entrySet()) of(names.get(entry.getKey()), entry.getValue(), forAll, taken, eyes, fates);
        fates.sort(Comparator.comparing(Fate::state));
        return fates;
    }

    private static void of(String recipient, List<Event> copies, Optional<Event> forAll, Optional<Acceptance> taken, Eyes eyes, List<Fate> fates) {
        var hidden = new ArrayList<Event>();
        for (var last : copies) {
            var seen = eyes.see(last);
            if (seen.isPresent()) fates.add(new Fate(seen.get().recipient(), seen.get().address(), state(last.kind()).orElseThrow(), last.at(), seen));
            else if (eyes.counts(last)) hidden.add(last);
        }
        boolean told = eyes.knows(recipient) || hidden.stream().anyMatch(eyes::concerns);
        if (!told || hidden.isEmpty() && !copies.isEmpty()) return;
        if (!hidden.isEmpty()) fates.add(brief(recipient, hidden));
        else fates.add(forAll.map(event -> new Fate(recipient, "", state(event.kind()).orElseThrow(), event.at(), eyes.see(event)))
                .orElseGet(() -> new Fate(recipient, "", Fate.State.TAKEN, taken.map(Acceptance::at).orElse(Instant.EPOCH), Optional.empty())));
    }

    /// Of copies of which they may not know how many there are, nor where they go: delivered as soon as one is, on its way as long as one is, else the worst.
    private static Fate brief(String recipient, List<Event> copies) {
        for (var one : List.of(List.of(Fate.State.DELIVERED, Fate.State.SENT), List.of(Fate.State.WAITING, Fate.State.HELD), List.of(Fate.State.FAILED, Fate.State.REMOVED)))
            for (var event : copies) if (one.contains(state(event.kind()).orElseThrow())) return new Fate(recipient, "", one.getFirst(), event.at(), Optional.empty());
        throw new IllegalArgumentException("no copy");
    }

    private static Optional<Fate.State> state(Event.Kind kind) {
        return Optional.ofNullable(switch (kind) {
            case DELIVERED -> Fate.State.DELIVERED;
            case SENT -> Fate.State.SENT;
            case QUEUED, DEFERRED, RELEASED -> Fate.State.WAITING;
            case HELD -> Fate.State.HELD;
            case FAILED -> Fate.State.FAILED;
            case REMOVED -> Fate.State.REMOVED;
            case ACCEPTED, REWRITTEN, RULE, REPORTED, ANSWERED -> null;
        });
    }
}
