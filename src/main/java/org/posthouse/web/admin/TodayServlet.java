package org.posthouse.web.admin;

import jakarta.inject.Inject;
import jakarta.servlet.annotation.WebServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.posthouse.account.AccountQuery.Standing;
import org.posthouse.account.AccountSearch;
import org.posthouse.appliance.Listeners;
import org.posthouse.appliance.Listeners.State;
import org.posthouse.change.History;
import org.posthouse.form.Subject;
import org.posthouse.mailbox.MailHours;
import org.posthouse.mailbox.OpenStore;
import org.posthouse.store.StoreFigures;
import org.posthouse.text.Texts;
import org.posthouse.web.ui.PageServlet;

/// Is everything all right? And if not, what wants somebody. Domain administrators are told of what is theirs.
@WebServlet({"/admin", "/admin/"}) public class TodayServlet extends PageServlet {
    private static final long serialVersionUID = 1;
    private static final String TEXTS = "today";
    private static final int HOURS = 24;
    private static final int CHANGES = 6;

    @Inject transient Listeners listeners;
    @Inject transient OpenStore open;
    @Inject transient MailHours hours;
    @Inject transient AccountSearch accounts;
    @Inject transient History history;
    @Inject transient Attention attention;
    @Inject transient Clock clock;

    /// @param chart none for domain administrators
    public record Day(String lead, List<Figure> figures, Optional<Chart> chart, List<Attention.Point> points, List<Line> services, List<Entry> changes) { }

    /// A number and where what it counts can be seen.
    public record Figure(String number, String title, String path) { }

    /// @param text the same in words
    public record Chart(String text, List<Bar> bars) { }

    /// @param hour  of the day, at its beginning
    /// @param x     from the left, as all in units of the drawing
    /// @param mark  whether the hour stands below it
    /// @param title what the bar says
    public record Bar(String hour, int x, int y, int height, boolean mark, boolean now, String title) { }

    public record Line(String name, String look, String state, String figure) { }

    public record Entry(long number, String what, Instant at, String by) { }

    @Override protected void doGet(HttpServletRequest request, HttpServletResponse response) throws IOException {
        if (request.getRequestURI().endsWith("/admin")) redirect(response, "/admin/");
        else show(request, response, "admin/today.jte", reading(() -> day(subject(request), texts(request))));
    }

    private Day day(Subject who, Texts texts) {
        var points = attention.points(who, texts);
        var changes = history.page(new History.Filter("", who.isPostmaster() ? 0 : who.account(), ""), 0, CHANGES).items().stream()
                .map(change -> new Entry(change.number(), texts.get(change.form(), "title", change.thing()), change.at(), change.by())).toList();
        var states = listeners.states();
        boolean accepts = states.stream().allMatch(state -> !state.wish().on() || state.accepts());
        var lead = points.isEmpty() ? texts.get(TEXTS, accepts ? "lead.well" : "lead.some", 0) : texts.get(TEXTS, accepts ? "lead.accepts" : "lead.some", points.size());
        var counts = accounts.counts(who.isPostmaster() ? Optional.empty() : Optional.of(who.domains()));
        var people = new Figure(texts.number(counts.of().getOrDefault(Standing.ALL, 0L)), texts.get(TEXTS, "figure.accounts"), "/admin/accounts");
        var locked = new Figure(texts.number(counts.of().getOrDefault(Standing.LOCKED, 0L)), texts.get(TEXTS, "figure.locked"), "/admin/accounts?show=locked");
        if (!who.isPostmaster()) return new Day(lead, List.of(people, locked), Optional.empty(), points, List.of(), changes);
        var mail = hours.since(clock.instant().minus(Duration.ofHours(HOURS + 24)).truncatedTo(ChronoUnit.HOURS));
        return new Day(lead, figures(mail, people, states, who, texts), Optional.of(chart(mail, clock.instant(), who.zone(), texts)), points, services(states, texts), changes);
    }

    private List<Figure> figures(Map<Instant, Long> mail, Figure people, List<State> states, Subject who, Texts texts) {
        var midnight = clock.instant().atZone(who.zone()).toLocalDate().atStartOfDay(who.zone()).toInstant();
        long today = mail.entrySet().stream().filter(hour -> !hour.getKey().isBefore(midnight)).mapToLong(Map.Entry::getValue).sum();
        var waiting = open.isOpen() ? open.get().figures().backlogRecords() : 0;
        var sessions = states.stream().mapToInt(State::sessions).sum();
        return List.of(new Figure(texts.number(today), texts.get(TEXTS, "figure.accepted"), "/admin/journeys"), new Figure(texts.number(waiting), texts.get(TEXTS, "figure.waiting"), "/admin/queue"),
                people, new Figure(texts.number(sessions), texts.get(TEXTS, "figure.sessions"), "/admin/services"));
    }

    /// The last day, an hour a bar, the current one last.
    static Chart chart(Map<Instant, Long> mail, Instant now, ZoneId zone, Texts texts) {
        var last = now.truncatedTo(ChronoUnit.HOURS);
        var begins = IntStream.rangeClosed(1 - HOURS, 0).mapToObj(hour -> last.plus(Duration.ofHours(hour))).toList();
        long most = Math.max(1, begins.stream().mapToLong(hour -> mail.getOrDefault(hour, 0L)).max().orElse(0));
        long all = 0;
        var busiest = last;
        var bars = new ArrayList<Bar>();
        for (int i = 0; i < HOURS; i++) {
            var hour = begins.get(i);
            long count = mail.getOrDefault(hour, 0L);
            all += count;
            if (count > mail.getOrDefault(busiest, 0L)) busiest = hour;
            int height = count == 0 ? 1 : Math.max(3, (int) Math.round(110.0 * count / most));
            var label = "%02d".formatted(hour.atZone(zone).getHour());
            bars.add(new Bar(label, i * 20 + 3, 120 - height, height, i % 6 == 0 || i == HOURS - 1, i == HOURS - 1, texts.get(TEXTS, "chart.bar", label, count)));
        }
        return new Chart(all == 0 ? texts.get(TEXTS, "chart.none") : texts.get(TEXTS, "chart.text", all, "%02d".formatted(busiest.atZone(zone).getHour()), mail.getOrDefault(busiest, 0L)), bars);
    }

    private List<Line> services(List<State> states, Texts texts) {
        var lines = new ArrayList<Line>();
        for (var state : states) {
            var look = state.accepts() ? "ok" : state.wish().on() ? "bad" : "off";
            lines.add(new Line(texts.get("services", "name." + state.service().label()), look, texts.get("services", state.accepts() ? "state.accepting" : state.wish().on() ? "state.failed" : "state.off"),
                    state.accepts() ? texts.get(TEXTS, "sessions", state.sessions()) : ""));
        }
        if (open.isOpen()) lines.add(store(open.get().figures(), texts));
        return lines;
    }

    private static Line store(StoreFigures figures, Texts texts) {
        boolean well = figures.failedSyncs() == 0 && figures.damages() == 0;
        return new Line(texts.get(TEXTS, "store"), well ? "ok" : "bad", texts.get(TEXTS, well ? "store.well" : "store.failed"), texts.get(TEXTS, "store.free", texts.size(figures.freeOctets())));
    }
}
