package org.posthouse.journey;

import java.io.IOException;
import java.lang.System.Logger.Level;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/// The days there are. One thread writes and any read.
final class Shelf {
    private static final System.Logger LOG = System.getLogger(Shelf.class.getName());
    private static final String ENDING = ".journey";

    private final Path files;
    private final Path keys;
    private volatile List<Day> days = List.of();        // newest first

    private Shelf(Path files, Path keys) {
        this.files = files;
        this.keys = keys;
    }

    static Shelf open(Path files, Path keys) throws IOException {
        Files.createDirectories(files);
        Files.createDirectories(keys);
        var shelf = new Shelf(files, keys);
        var found = new ArrayList<Day>();
        try (var all = Files.list(files)) {
            for (var file : all.filter(f -> f.getFileName().toString().endsWith(ENDING)).toList()) {
                var name = file.getFileName().toString();
                try {
                    found.add(Day.open(LocalDate.parse(name.substring(0, name.length() - ENDING.length())), file, keys));
                } catch (DateTimeParseException notOurs) {
                    LOG.log(Level.WARNING, "event=journey-file-left file={0} what=its name is no day", name);
                }
            }
        }
        found.sort(Comparator.comparing((Day day) -> day.date).reversed());
        shelf.days = List.copyOf(found);
        if (!found.isEmpty()) found.getFirst().mend();
        return shelf;
    }

    /// Newest first.
    List<Day> days() { return days; }

    void append(LocalDate date, ByteBuffer block, long[] blockKeys) throws IOException { day(date).append(block, blockKeys, blockKeys.length); }

    private Day day(LocalDate date) throws IOException {
        var now = days;
        for (var day : now) if (day.date.equals(date)) return day;
        if (!now.isEmpty()) now.getFirst().close();
        var fresh = new ArrayList<>(now);
        fresh.add(Day.open(date, files.resolve(date + ENDING), keys));
        fresh.sort(Comparator.comparing((Day day) -> day.date).reversed());
        days = List.copyOf(fresh);
        return day(date);
    }

    /// Indexes what is not yet, a little at a time.
    ///
    /// @return whether there is more to do
    boolean catchUp(int blocks) throws IOException {
        for (var day : days) if (day.catchUp(blocks)) return true;
        return false;
    }

    /// Drops days before this one, and the oldest while all take more than so many octets; never the newest.
    void drop(LocalDate before, long octets) throws IOException {
        while (days.size() > 1 && (days.getLast().date.isBefore(before) || octets() > octets)) {
            var oldest = days.getLast();
            days = days.subList(0, days.size() - 1);
            oldest.drop();
            LOG.log(Level.INFO, "event=journeys-dropped day={0}", oldest.date);
        }
    }

    long octets() throws IOException {
        long octets = 0;
        for (var day : days) octets += day.octets();
        return octets;
    }

    void rest() throws IOException { if (!days.isEmpty()) days.getFirst().rest(); }
}
