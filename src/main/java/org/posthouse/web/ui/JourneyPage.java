package org.posthouse.web.ui;

import jakarta.inject.Inject;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.format.DateTimeParseException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.posthouse.domain.Rejected;
import org.posthouse.form.Sights;
import org.posthouse.form.Subject;
import org.posthouse.journey.Fate.State;
import org.posthouse.journey.Journal;
import org.posthouse.journey.Journeys;
import org.posthouse.journey.Place;
import org.posthouse.journey.Search;
import org.posthouse.journey.Sight;
import org.posthouse.journey.Story;
import org.posthouse.message.EncodedWords;
import org.posthouse.text.Texts;

/// Where is my mail? Messages that are found, and the story of one.
public abstract class JourneyPage extends PageServlet {
    private static final long serialVersionUID = 1;
    static final String TEXTS = "journeys";
    private static final int SIZE = 50;

    @Inject transient Journeys journeys;
    @Inject transient Journal journal;
    @Inject protected transient Sights sights;

    /// @param from   a day, or empty
    /// @param none   why there is no line; empty when there are some
    /// @param newest path to the first page; empty on it
    /// @param older  path to the next page; empty on the last
    /// @param cut    it took too long to fill the page
    /// @param kept   how much there is, and since when; empty for who has not to know
    public record Found(String base, String lead, String query, String from, String until, List<Line> lines, String none, String newest, String older, boolean cut, String kept) { }

    /// A message.
    ///
    /// @param look   of the badge
    public record Line(String path, Instant at, String subject, String from, String to, String look, String state) { }

    /// By whose eyes.
    ///
    /// @throws org.posthouse.form.Forbidden when this side is not theirs
    protected abstract Sight sight(Subject who);

    /// Where the list is.
    protected abstract String base();

    @Override protected void doGet(HttpServletRequest request, HttpServletResponse response) throws IOException {
        var who = subject(request);
        var sight = reading(() -> sight(who));
        var record = Optional.ofNullable(request.getPathInfo()).orElse("/").substring(1);
        if (record.isEmpty()) show(request, response, "journey/list.jte", found(request, who, sight));
        else {
            var story = journeys.story(record, sight).orElseThrow(() -> Rejected.absent("record", "there is no such message"));
            show(request, response, "journey/story.jte", new StoryWords(texts(request), who.zone(), sight, base()).tell(story));
        }
    }

    private Found found(HttpServletRequest request, Subject who, Sight sight) throws IOException {
        var texts = texts(request);
        var query = text(request, "q").strip();
        var from = day(text(request, "from"));
        var until = day(text(request, "until"));
        var search = new Search(query, "", "", from.map(day -> begin(day, who.zone())), until.map(day -> begin(day.plusDays(1), who.zone())));
        var before = Place.parse(text(request, "before"));
        var page = journeys.page(search, sight, before, SIZE);
        var filters = new LinkedHashMap<String, String>();
        filters.put("q", query);
        filters.put("from", from.map(LocalDate::toString).orElse(""));
        filters.put("until", until.map(LocalDate::toString).orElse(""));
        var lines = page.found().stream().map(glance -> line(glance, texts)).toList();
        var none = !lines.isEmpty() ? "" : texts.get(TEXTS, !search.isWhole() ? "none.part" : !query.isEmpty() ? "none.query" : from.isPresent() || until.isPresent() ? "none.time" : "none", query);
        return new Found(base(), texts.get(TEXTS, sight instanceof Sight.All ? "lead" : sight instanceof Sight.Within ? "lead.domain" : "lead.own"), query, filters.get("from"), filters.get("until"), lines, none,
                before.isPresent() ? to(filters, "") : "", page.next().map(place -> to(filters, place.toString())).orElse(""), page.cut(), sight instanceof Sight.All ? kept(texts) : "");
    }

    private String kept(Texts texts) {
        var figures = journal.figures();
        if (!figures.on()) return texts.get(TEXTS, "kept.off");
        var kept = figures.oldest().map(day -> texts.get(TEXTS, "kept", texts.date(day), texts.size(figures.octets()))).orElseGet(() -> texts.get(TEXTS, "kept.nothing"));
        return figures.dropped() == 0 ? kept : kept + " " + texts.get(TEXTS, "kept.dropped", figures.dropped());
    }

    private Line line(Story.Glance glance, Texts texts) {
        var taken = glance.taken();
        var to = String.join(", ", glance.some()) + (glance.recipients() > glance.some().size() ? " " + texts.get(TEXTS, "more", glance.recipients() - glance.some().size()) : "");
        return new Line(base() + "/" + glance.record(), glance.at(), subject(taken.map(t -> t.about().subject()).orElse(""), texts), taken.map(t -> t.sender().isEmpty() ? texts.get(TEXTS, "nobody") : t.sender()).orElse("–"), to,
                look(glance.counts()), state(glance.counts(), texts));
    }

    static String subject(String raw, Texts texts) {
        var subject = EncodedWords.read(raw).strip();
        return subject.isEmpty() ? texts.get(TEXTS, "subjectless") : subject;
    }

    /// The worst of them decides.
    static String look(Map<State, Integer> counts) { return look(counts.keySet().stream().min(State::compareTo).orElse(State.TAKEN)); }

    static String look(State state) {
        return switch (state) {
            case FAILED -> "bad";
            case HELD, WAITING -> "wait";
            case REMOVED, TAKEN -> "off";
            case SENT, DELIVERED -> "ok";
        };
    }

    /// What became of all of them, in one sentence without its end.
    static String state(Map<State, Integer> counts, Texts texts) {
        int all = counts.values().stream().mapToInt(Integer::intValue).sum();
        if (all == 0) return texts.get(TEXTS, "state.taken");
        var worst = counts.keySet().stream().min(State::compareTo).orElseThrow();
        if (worst.compareTo(State.SENT) >= 0) return texts.get(TEXTS, all == 1 ? "state." + word(worst) : "state.delivered");
        return all == 1 ? texts.get(TEXTS, "state." + word(worst)) : texts.get(TEXTS, "some." + word(worst), counts.get(worst), all);
    }

    static String word(State state) { return state.name().toLowerCase(Locale.ROOT); }

    private String to(Map<String, String> filters, String before) {
        var all = new LinkedHashMap<>(filters);
        all.put("before", before);
        var query = all.entrySet().stream().filter(p -> !p.getValue().isEmpty()).map(p -> p.getKey() + '=' + URLEncoder.encode(p.getValue(), StandardCharsets.UTF_8)).collect(Collectors.joining("&"));
        return query.isEmpty() ? base() : base() + '?' + query;
    }

    private static Instant begin(LocalDate day, ZoneId zone) { return day.atStartOfDay(zone).toInstant(); }

    private static Optional<LocalDate> day(String text) {
        try {
            return text.isEmpty() ? Optional.empty() : Optional.of(LocalDate.parse(text)).filter(day -> Math.abs(day.getYear() - 2000) < 1000);
        } catch (DateTimeParseException e) {
            return Optional.empty();
        }
    }
}
