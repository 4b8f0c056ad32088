package org.posthouse.journey;

import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.Comparator;
import java.util.Optional;
import java.util.regex.Pattern;

/// Where an item stands: lists go on from there.
///
/// @param block as in the keys, without a sign
public record Place(LocalDate day, int block, int index) implements Comparable<Place> {
    private static final Pattern TEXT = Pattern.compile("(\\d{4}-\\d\\d-\\d\\d)\\.(\\d{1,10})\\.(\\d{1,7})");
    private static final Comparator<Place> ORDER = Comparator.comparing(Place::day).thenComparing(Place::block, Integer::compareUnsigned).thenComparing(Place::index);

    public static Optional<Place> parse(String text) {
        var m = TEXT.matcher(text);
        try {
            return m.matches() ? Optional.of(new Place(LocalDate.parse(m.group(1)), Integer.parseUnsignedInt(m.group(2)), Integer.parseInt(m.group(3)))) : Optional.empty();
        } catch (DateTimeParseException | NumberFormatException none) {
            return Optional.empty();
        }
    }

    @Override public int compareTo(Place other) { return ORDER.compare(this, other); }

    @Override public String toString() { return day + "." + Integer.toUnsignedString(block) + "." + index; }
}
