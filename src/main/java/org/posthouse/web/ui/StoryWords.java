package org.posthouse.web.ui;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import org.posthouse.journey.Acceptance;
import org.posthouse.journey.Event;
import org.posthouse.journey.Event.Kind;
import org.posthouse.journey.Fate;
import org.posthouse.journey.Fate.State;
import org.posthouse.journey.Sight;
import org.posthouse.journey.Story;
import org.posthouse.text.Texts;

/// Tells a journey in sentences.
///
/// @param zone of the reader
/// @param base where the list is
public record StoryWords(Texts texts, ZoneId zone, Sight sight, String base) {
    private static final String TEXTS = JourneyPage.TEXTS;
    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("HH:mm:ss");
    /// What happens to several recipients within this time is told once.
    private static final Duration TOGETHER = Duration.ofMinutes(1);
    private static final int STEPS = 300;
    private static final int FATES = 500;
    /// Where the queue was to take it, as long as nobody there has answered.
    private static final Pattern WAY = Pattern.compile("(mx|host|smtp|route|place|program):(.*)|mailbox|expanded|filter|return");

    /// @param more recipients that are not shown
    /// @param cut  nor are some of the steps
    public record Told(String base, String title, String lead, String look, String state, List<Step> steps, List<Who> whos, long more, List<Fact> facts, boolean cut) { }

    /// @param day      when it is another than the step's before
    /// @param machine  what the other side said
    public record Step(String day, String time, String look, String head, String sentence, String machine) { }

    /// @param queue where it can be steered; empty when it waits nowhere, or the reader steers nothing
    public record Who(String name, String address, String look, String state, String at, String queue) { }

    /// @param path more about it; empty for none
    public record Fact(String name, String text, String path) { }

    Told tell(Story story) {
        var taken = story.taken();
        var counts = new EnumMap<State, Integer>(State.class);
        story.fates().forEach(fate -> counts.merge(fate.state(), 1, Integer::sum));
        var steps = steps(story);
        var shown = story.fates().stream().limit(FATES).map(this::who).toList();
        return new Told(base, taken.map(t -> JourneyPage.subject(t.about().subject(), texts)).orElseGet(() -> texts.get(TEXTS, "untold")), taken.map(this::lead).orElse(""), JourneyPage.look(counts), JourneyPage.state(counts, texts),
                steps.subList(0, Math.min(STEPS, steps.size())), shown, story.fates().size() - shown.size(), facts(story), story.cut() || steps.size() > STEPS);
    }

    private String lead(Acceptance taken) {
        var to = taken.recipients().size() == 1 ? taken.recipients().getFirst() : texts.get(TEXTS, "recipients", taken.recipients().size());
        return texts.get(TEXTS, "story.lead", taken.sender().isEmpty() ? texts.get(TEXTS, "nobody") : taken.sender(), to, texts.time(taken.at(), zone), texts.size(taken.octets()));
    }

    private Who who(Fate fate) {
        boolean steers = !(sight instanceof Sight.Own) && (fate.state() == State.WAITING || fate.state() == State.HELD) && fate.last().isPresent();
        return new Who(fate.recipient(), fate.address(), JourneyPage.look(fate.state()), texts.get(TEXTS, "state." + JourneyPage.word(fate.state())), texts.time(fate.at(), zone),
                steers ? "/admin/queue?recipient=" + URLEncoder.encode(fate.address().isEmpty() ? fate.recipient() : fate.address(), StandardCharsets.UTF_8) : "");
    }

    // ---- the time line ----

    /// Events that are told together.
    private record Group(Event first, List<Event> all) { }

    private List<Step> steps(Story story) {
        var steps = new ArrayList<Step>();
        LocalDate[] day = {story.taken().map(t -> day(t.at())).orElse(null)};
        story.taken().ifPresent(taken -> steps.add(new Step("", time(taken.at()), "ok", texts.get(TEXTS, "head.accepted"), came(taken), taken.hold().isEmpty() ? "" : taken.hold())));
        for (var group : groups(story.events())) {
            var on = day(group.first.at());
            steps.add(step(group, on.equals(day[0]) ? "" : texts.date(on)));
            day[0] = on;
        }
        return steps;
    }

    private String came(Acceptance taken) {
        var parts = new ArrayList<String>();
        if (!taken.cause().isEmpty() || taken.service().isEmpty() && taken.client().isEmpty() && sight instanceof Sight.All) parts.add(texts.get(TEXTS, "came.house"));
        else if (!taken.client().isEmpty()) parts.add(texts.get(TEXTS, "came.client", taken.helo().isEmpty() || taken.helo().contains(taken.client()) ? taken.client() : taken.helo() + " [" + taken.client() + "]"));
        if (!taken.who().isEmpty()) parts.add(texts.get(TEXTS, "came.who", taken.who()));
        if (!taken.tls().isEmpty()) parts.add(texts.get(TEXTS, "came.tls", taken.tls().replace("TLSv", "TLS ")));
        if (taken.about().received() > 0) parts.add(texts.get(TEXTS, "came.hops", taken.about().received()));
        return parts.isEmpty() ? texts.get(TEXTS, "came.mail") : String.join(texts.get(TEXTS, "joint"), parts);
    }

    private static List<Group> groups(List<Event> events) {
        var last = new HashMap<String, Event>();                         // of each copy
        for (var event : events) if (event.kind() != Kind.REPORTED && event.kind() != Kind.REWRITTEN && event.kind() != Kind.ANSWERED) last.put(copy(event), event);
        var open = new HashMap<String, Group>();
        var all = new ArrayList<Group>();
        for (var event : events) {
            if (event.kind() == Kind.QUEUED && last.get(copy(event)) != event) continue;            // what came of it is told
            var key = event.kind() + "\n" + switch (event.kind()) {
                case DELIVERED -> "";
                case SENT, QUEUED -> event.subject();
                case DEFERRED, FAILED -> event.subject() + "\n" + event.text();
                default -> event.recipient() + "\n" + event.address() + "\n" + event.subject() + "\n" + event.text();
            };
            var group = open.get(key);
            if (group == null || event.at().isAfter(group.first.at().plus(TOGETHER))) {
                open.put(key, group = new Group(event, new ArrayList<>()));
                all.add(group);
            }
            group.all.add(event);
        }
        return all;
    }

    private static String copy(Event event) { return event.recipient().toLowerCase(Locale.ROOT) + "\n" + event.goal().toLowerCase(Locale.ROOT); }

    private Step step(Group group, String day) {
        var event = group.first;
        boolean one = group.all.size() == 1;
        var head = one ? event.recipient().isEmpty() ? texts.get(TEXTS, "everybody") : event.address().isEmpty() ? event.recipient() : event.recipient() + " → " + event.address() : texts.get(TEXTS, "recipients", group.all.size());
        var kind = event.kind().name().toLowerCase(Locale.ROOT);
        var way = WAY.matcher(event.subject());
        var subject = !way.matches() ? event.subject() : event.kind() == Kind.QUEUED && way.group(2) != null ? way.group(2) : "";
        var sentence = texts.get(TEXTS, "did." + kind + (subject.isEmpty() && texts.find(TEXTS, "did." + kind + ".alone").isPresent() ? ".alone" : one || texts.find(TEXTS, "did." + kind + ".many").isEmpty() ? "" : ".many"), subject);
        var look = switch (event.kind()) {
            case FAILED -> "bad";
            case DEFERRED, HELD, QUEUED -> "wait";
            case REMOVED, REPORTED, REWRITTEN, RULE -> "off";
            case ACCEPTED, DELIVERED, SENT, RELEASED, ANSWERED -> "ok";
        };
        return new Step(day, time(event.at()), look, head, sentence, event.text());
    }

    private LocalDate day(Instant at) { return LocalDate.ofInstant(at, zone); }

    private String time(Instant at) { return TIME.format(at.atZone(zone)); }

    // ---- facts ----

    private List<Fact> facts(Story story) {
        var facts = new ArrayList<Fact>();
        var taken = story.taken();
        fact(facts, "fact.id", taken.map(t -> t.about().id()).filter(id -> !id.isEmpty()).map(id -> "<" + id + ">"), "");
        fact(facts, "fact.record", Optional.of(story.record()), "");
        var session = taken.map(Acceptance::session).filter(s -> !s.isEmpty());
        fact(facts, "fact.session", session, sight instanceof Sight.All ? "/admin/log?q=" + URLEncoder.encode(session.orElse(""), StandardCharsets.UTF_8) : "");
        fact(facts, "fact.spf", taken.map(Acceptance::spf).filter(s -> !s.isEmpty()), "");
        fact(facts, "fact.cause", taken.map(Acceptance::cause).filter(s -> !s.isEmpty() && sight instanceof Sight.All), "");
        return facts;
    }

    private void fact(List<Fact> facts, String key, Optional<String> text, String path) { text.ifPresent(t -> facts.add(new Fact(texts.get(TEXTS, key), t, path))); }
}
