package org.posthouse.list.command;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/// Numbers of posts as people write them: `3,4,6`, `4,9-11`, `last:10`, `first:5`, `*`.
///
/// @param spans in the order they were written
record Range(List<Span> spans) {
    private static final int MOST_SPANS = 100;
    private static final Pattern NUMBERS = Pattern.compile("(\\d{1,9})(?:(?:-|\\.\\.)(\\d{1,9}))?");
    private static final Pattern END = Pattern.compile("(last|first):?(\\d{1,9})?");

    sealed interface Span {
        record Numbers(long from, long to) implements Span { }

        record Last(int count) implements Span { }

        record First(int count) implements Span { }

        record All() implements Span { }
    }

    /// @param text in lower case; empty for the last twenty
    static Optional<Range> read(String text) {
        if (text.isBlank()) return Optional.of(new Range(List.of(new Span.Last(20))));
        var spans = new ArrayList<Span>();
        for (var word : text.replaceAll("\\s*(-|:)\\s*", "$1").split("[,\\s]+")) {
            if (word.isEmpty()) continue;
            var numbers = NUMBERS.matcher(word);
            var end = END.matcher(word);
            if (spans.size() >= MOST_SPANS) return Optional.empty();
            if (word.equals("*") || word.equals("all")) spans.add(new Span.All());
            else if (numbers.matches()) spans.add(new Span.Numbers(Long.parseLong(numbers.group(1)), Long.parseLong(numbers.group(2) == null ? numbers.group(1) : numbers.group(2))));
            else if (end.matches()) {
                int count = end.group(2) == null ? 1 : Integer.parseInt(end.group(2));
                spans.add(end.group(1).equals("last") ? new Span.Last(count) : new Span.First(count));
            } else return Optional.empty();
        }
        return spans.isEmpty() ? Optional.empty() : Optional.of(new Range(List.copyOf(spans)));
    }
}
