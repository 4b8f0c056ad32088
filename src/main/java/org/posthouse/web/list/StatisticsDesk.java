package org.posthouse.web.list;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.io.IOException;
import java.time.Clock;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.posthouse.list.MemberSearch;
import org.posthouse.list.archive.Shelf;
import org.posthouse.web.ui.ListVisit;

/// Posts and members of a list over the last twenty-four months.
@ApplicationScoped public class StatisticsDesk implements AdminPage.Desk {
    private static final int MONTHS = 24;
    private static final int HEIGHT = 110;
    private static final int STEP = 20;

    @Inject MemberSearch search;
    @Inject Shelf shelf;
    @Inject Clock clock;

    /// @param authors who wrote most
    public record Statistics(String title, List<Chart> charts, List<Author> authors) { }

    /// @param text what it shows, for who does not see it
    public record Chart(String title, String text, List<Bar> bars) { }

    /// @param mark under it, or empty
    public record Bar(int x, int y, int height, String title, String mark, boolean now) { }

    public record Author(String name, long posts) { }

    @Override public String word() { return "statistics"; }

    @Override public void get(ListVisit visit, String rest) throws IOException { visit.show("list/statistics.jte", visit.reading(() -> statistics(visit))); }

    private Statistics statistics(ListVisit visit) {
        var now = YearMonth.now(clock.withZone(ZoneOffset.UTC));
        var months = IntStream.range(0, MONTHS).mapToObj(i -> now.minusMonths(MONTHS - 1L - i)).toList();
        var posts = shelf.months(visit.list().id()).stream().collect(Collectors.toMap(Shelf.Month::month, month -> (long) month.articles(), Long::sum));
        var counts = months.stream().map(month -> posts.getOrDefault(month, 0L)).toList();
        var sizes = search.sizes(visit.list().id(), months.stream().map(month -> month.equals(now) ? clock.instant() : month.plusMonths(1).atDay(1).atStartOfDay().toInstant(ZoneOffset.UTC)).toList());
        var authors = shelf.authors(visit.list().id(), 0, 10).stream().map(author -> new Author(author.name().isBlank() ? author.address() : author.name(), author.articles())).toList();
        return new Statistics(Lines.title(visit.list()), List.of(chart(visit, "posts", months, counts), chart(visit, "members", months, sizes)), authors);
    }

    private static Chart chart(ListVisit visit, String what, List<YearMonth> months, List<Long> values) {
        long most = Math.max(1, values.stream().mapToLong(Long::longValue).max().orElse(1));
        var bars = new ArrayList<Bar>();
        for (int i = 0; i < months.size(); i++) {
            int height = (int) (values.get(i) * HEIGHT / most);
            var month = months.get(i);
            bars.add(new Bar(2 + i * STEP, 4 + HEIGHT - height, height, month + ": " + visit.texts().number(values.get(i)), month.getMonthValue() == 1 || i == 0 && month.getMonthValue() < 11 ? Integer.toString(month.getYear()) : "", i == months.size() - 1));
        }
        return new Chart(visit.texts().get("lists", "chart." + what), visit.texts().get("lists", "chart." + what + ".text", values.getLast(), values.stream().mapToLong(Long::longValue).max().orElse(0), values.stream().mapToLong(Long::longValue).sum()), bars);
    }
}
