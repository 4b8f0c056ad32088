package org.posthouse.journey;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.posthouse.journey.Journey.Placed;
import org.posthouse.store.RecordId;

/// One search through the files: what it opened and read is kept until it ends. One thread.
final class Reading implements AutoCloseable {
    private static final int BLOCKS = 64;
    private static final int JOURNEYS = 100;
    /// A journey of more items is put together again when it is asked for again.
    private static final int LARGE = 1000;
    /// Of one journey; a message to more people than that is told by its newest part.
    private static final int MOST_BLOCKS = 600;

    private final List<Day> days;
    private final Journal journal;
    private final Map<LocalDate, Optional<FileChannel>> open = new HashMap<>();
    private final Map<Place, List<Item>> blocks = new LinkedHashMap<>(BLOCKS, 0.75f, true) {
        private static final long serialVersionUID = 1;

        @Override protected boolean removeEldestEntry(Map.Entry<Place, List<Item>> eldest) { return size() > BLOCKS; }
    };
    private final Map<String, Journey> journeys = new LinkedHashMap<>(JOURNEYS, 0.75f, true) {
        private static final long serialVersionUID = 1;

        @Override protected boolean removeEldestEntry(Map.Entry<String, Journey> eldest) { return size() > JOURNEYS; }
    };
    private int looked;

    Reading(Journal journal) {
        this.journal = journal;
        this.days = journal.shelf().map(Shelf::days).orElse(List.of());
    }

    /// Newest first.
    List<Day> days() { return days; }

    /// How many journeys were put together.
    int looked() { return looked; }

    /// Whether something in the block may be of the time that is wanted, by its head alone.
    boolean inTime(Day day, int number, Search search) throws IOException {
        if (search.from().isEmpty() && search.until().isEmpty()) return true;
        var channel = channel(day);
        var head = channel.isEmpty() ? Optional.<Block.Head>empty() : Day.head(channel.get(), number);
        return head.filter(h -> search.until().filter(u -> !h.first().isBefore(u)).isEmpty() && search.from().filter(f -> h.last().isBefore(f)).isEmpty()).isPresent();
    }

    /// Empty when the day was dropped meanwhile, or the block is not whole.
    List<Item> block(Day day, int number) throws IOException {
        var place = new Place(day.date, number, 0);
        var known = blocks.get(place);
        if (known != null) return known;
        var channel = channel(day);
        List<Item> read = channel.isEmpty() ? List.of() : Day.read(channel.get(), number).orElse(List.of());
        blocks.put(place, read);
        return read;
    }

    private Optional<FileChannel> channel(Day day) {
        return open.computeIfAbsent(day.date, _ -> {
            try {
                return Optional.of(day.reading());
            } catch (IOException gone) {
                return Optional.empty();
            }
        });
    }

    /// Everything about one message; nothing when nobody knows of it.
    Journey journey(String record) throws IOException {
        var known = journeys.get(record);
        if (known != null) return known;
        var found = new ArrayList<Placed>();
        boolean cut = false;
        long key = Key.record(record);
        var begun = begun(record);
        int read = 0;
        for (var day : days) {
            if (day.date.isBefore(begun)) break;
            var numbers = day.blocks(key);
            for (int i = 0; i < numbers.length; i++) {
                if (read++ > MOST_BLOCKS && i < numbers.length - 1) {    // the first block of the day may have the beginning
                    cut = true;
                    continue;
                }
                var items = block(day, numbers[i]);
                for (int index = 0; index < items.size(); index++)
                    if (items.get(index).record().equals(record)) found.add(new Placed(items.get(index), Optional.of(new Place(day.date, numbers[i], index))));
            }
        }
        if (found.stream().noneMatch(placed -> placed.item() instanceof Acceptance))
            RecordId.parse(record).flatMap(journal::told).ifPresent(taken -> found.add(new Placed(taken, Optional.empty())));
        found.sort(Comparator.comparing((Placed placed) -> placed.item().at()).thenComparing(placed -> placed.place().orElse(new Place(LocalDate.EPOCH, 0, 0))));
        var journey = new Journey(record, found, cut);
        looked++;
        if (found.size() < LARGE) journeys.put(record, journey);
        return journey;
    }

    /// A segment's name says when it was begun (UUID version 7), and no record is older.
    private static LocalDate begun(String record) {
        return RecordId.parse(record).filter(id -> id.segment().version() == 7).map(id -> LocalDate.ofInstant(Instant.ofEpochMilli(id.segment().getMostSignificantBits() >>> 16), ZoneOffset.UTC).minusDays(1)).orElse(LocalDate.MIN);
    }

    @Override public void close() throws IOException {
        for (var channel : open.values()) if (channel.isPresent()) channel.get().close();
    }
}
