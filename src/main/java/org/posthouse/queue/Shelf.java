package org.posthouse.queue;

import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import org.posthouse.queue.Taking.Together;

/// Rows that were written as TRYING from the first, for destinations that answer: a run takes them from here, and a copy of a mailing is written once and goes once. They stand in a table of their own, whose rows are found by
/// their ids alone, until they have left or must wait; then they become part of the queue. Nobody else changes them meanwhile, so what no run has called for soon is put back. A house that dies leaves them as those of runs that died with it. Safe from any thread.
@ApplicationScoped class Shelf {
    /// Rows of all destinations together, of about a kilobyte each.
    private static final int ROOM = 16_000;
    /// How long each may lie here, and for how long a destination that was too slow for that gets its mail by way of the table.
    private static final Duration SOON = Duration.ofSeconds(10);
    private static final Duration SLOW = Duration.ofMinutes(1);
    private static final int KNOWN_AS_SLOW = 1000;
    /// One taking in so many looks into the table first, so that older mail to the same destination has its turn.
    private static final int TURNS = 8;

    private final Map<String, Pile> piles = new HashMap<>();
    /// What lies here or is in the hands of a run that took it from here.
    private final Set<Rows.Copy> copies = new HashSet<>();
    private final LinkedHashMap<String, Instant> slow = new LinkedHashMap<>();
    private Predicate<String> answers = _ -> false;
    private boolean open;
    private int size;

    private record Lying(Rows.Row row, Instant since) { }

    private static final class Pile {
        final ArrayDeque<Lying> rows = new ArrayDeque<>();
        int turns;
    }

    /// @param answers whether mail to a destination leaves at once
    synchronized void open(Predicate<String> answers) {
        this.answers = answers;
        open = true;
    }

    /// @return what lies here, to be put back
    synchronized List<Delivery> close() {
        answers = _ -> false;
        open = false;
        var left = piles.values().stream().flatMap(pile -> pile.rows.stream()).map(lying -> lying.row().delivery()).toList();
        piles.clear();
        copies.clear();
        size = 0;
        return left;
    }

    /// How many more there is room for.
    synchronized int room() { return Math.max(0, ROOM - size); }

    /// Not within the lock of this: who answers has a lock of its own.
    boolean serves(String destination, Instant now) {
        Predicate<String> asked;
        synchronized (this) {
            if (slow.getOrDefault(destination, Instant.MIN).isAfter(now)) return false;
            asked = answers;
        }
        return asked.test(destination);
    }

    /// These are committed as TRYING. What comes after the end waits for the next start, as what a run had in hand.
    synchronized void put(Collection<Rows.Row> rows, Instant now) {
        if (!open) return;
        for (var row : rows) {
            piles.computeIfAbsent(row.delivery().destination(), _ -> new Pile()).rows.add(new Lying(row, now));
            copies.add(Rows.Copy.of(row.delivery()));
        }
        size += rows.size();
    }

    /// It must not be written again.
    synchronized boolean holds(Rows.Copy copy) { return copies.contains(copy); }

    /// These have left, or stand in the queue now.
    synchronized void gone(Collection<Delivery> deliveries) {
        for (var delivery : deliveries) copies.remove(Rows.Copy.of(delivery));
    }

    /// The next messages of a destination, oldest first, each with those of its recipients that lie next to one another; none when it is the table's turn.
    ///
    /// @param most  recipients of one message
    /// @param loads messages
    synchronized Map<Together, List<Delivery>> take(String destination, int most, int loads) {
        var taken = new LinkedHashMap<Together, List<Delivery>>();
        var pile = piles.get(destination);
        if (pile == null || ++pile.turns % TURNS == 0) return taken;
        for (var next = pile.rows.peek(); next != null; next = pile.rows.peek()) {
            var some = taken.get(Together.of(next.row()));
            if (some == null ? taken.size() >= loads : some.size() >= most) break;
            taken.computeIfAbsent(Together.of(next.row()), _ -> new ArrayList<>()).add(next.row().delivery());
            pile.rows.poll();
            size--;
        }
        if (pile.rows.isEmpty()) piles.remove(destination);
        return taken;
    }

    synchronized boolean has(String destination) { return piles.containsKey(destination); }

    /// All of a destination, to be put back.
    synchronized List<Delivery> clear(String destination) {
        var pile = piles.remove(destination);
        if (pile == null) return List.of();
        size -= pile.rows.size();
        return pile.rows.stream().map(lying -> lying.row().delivery()).toList();
    }

    /// What has lain here too long, to be put back.
    synchronized List<Delivery> stale(Instant now) {
        var old = new ArrayList<Delivery>();
        piles.forEach((destination, pile) -> {
            int before = old.size();
            while (!pile.rows.isEmpty() && pile.rows.peek().since().isBefore(now.minus(SOON))) old.add(pile.rows.poll().row().delivery());
            if (old.size() > before) slow.put(destination, now.plus(SLOW));
        });
        piles.values().removeIf(pile -> pile.rows.isEmpty());
        while (slow.size() > KNOWN_AS_SLOW) slow.pollFirstEntry();
        size -= old.size();
        return old;
    }
}
