package org.posthouse.web.admin;

import jakarta.inject.Inject;
import jakarta.servlet.annotation.WebServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.posthouse.domain.Rejected;
import org.posthouse.form.Forbidden;
import org.posthouse.form.Subject;
import org.posthouse.form.admin.Wards;
import org.posthouse.mime.Domains;
import org.posthouse.queue.Chosen;
import org.posthouse.queue.Delivery;
import org.posthouse.queue.Delivery.State;
import org.posthouse.queue.QueueQuery;
import org.posthouse.queue.QueueQuery.Sort;
import org.posthouse.queue.QueueSearch;
import org.posthouse.queue.QueueWork;
import org.posthouse.queue.QueueWork.Action;
import org.posthouse.queue.QueuedHeaders;
import org.posthouse.store.RecordId;
import org.posthouse.store.StoredEnvelope;
import org.posthouse.text.Size;
import org.posthouse.text.Texts;
import org.posthouse.web.ui.PageServlet;
import org.posthouse.web.ui.Pager;
import org.posthouse.web.ui.Visit;

/// What waits to leave: the list with its filters, one message, and mail by age; and what people do with it. Domain administrators see mail to and from their domains.
@WebServlet({"/admin/queue", "/admin/queue/*"}) public class QueueServlet extends PageServlet {
    private static final long serialVersionUID = 1;
    static final String PATH = "/admin/queue";
    private static final String TEXTS = "queue";
    private static final int SIZE = 50;
    /// Recipients on the page of one message.
    private static final int RECIPIENTS = 500;
    /// Shown before an action.
    private static final int SAMPLE = 20;

    @Inject transient QueueSearch search;
    @Inject transient QueueWork work;
    @Inject transient QueuedHeaders headers;
    @Inject transient Chosen chosen;
    @Inject transient Wards wards;
    @Inject transient Clock clock;

    /// @param typed   filters as they stand in the fields
    /// @param states  links with counts
    /// @param sorts   links of the columns, by [Sort#label()]
    /// @param actions what can be done with what is shown
    /// @param notice  what was just done, or empty
    public record All(String lead, Map<String, String> typed, List<Filter> states, Map<String, Filter> sorts, List<Line> lines, List<String> actions, Pager pager, String here, long total, boolean more, boolean filtered, String notice) { }

    /// @param count as people read it
    public record Filter(String path, String title, String count, boolean here) { }

    /// @param look   class of the badge
    /// @param reason a sentence
    /// @param hint   the time of the next attempt and the like, or empty
    public record Line(long id, String message, String subject, String sender, String recipient, String original, String look, String state, String reason, String hint, String age, String size, int attempts) { }

    /// @param facts label → value
    public record One(String message, String subject, String lead, Map<String, String> facts, String header, List<Line> lines, long total, List<String> actions, boolean routes, String target, String journey, String notice) { }

    /// @param token names the choice
    public record Confirm(String what, long count, List<Line> lines, String token, String back, String target) { }

    public record Ages(List<String> columns, List<QueueSearch.Age> rows, QueueSearch.Age all, boolean more) { }

    @Override protected void doGet(HttpServletRequest request, HttpServletResponse response) throws IOException {
        var who = administrator(request);
        var rest = request.getPathInfo() == null ? "" : request.getPathInfo().substring(1);
        if (rest.isEmpty()) list(request, response, who);
        else if (rest.equals("ages")) show(request, response, "admin/queue-ages.jte", reading(() -> ages(who)));
        else if (rest.matches("\\d{1,18}")) redirect(response, PATH + "/" + reading(() -> message(who, Long.parseLong(rest))));
        else show(request, response, "admin/queue-message.jte", one(request, who, RecordId.parse(rest).orElseThrow(QueueServlet::absent)));
    }

    private static Rejected absent() { return Rejected.absent("key", "there is no such message"); }

    private String message(Subject who, long id) {
        return search.among(List.of(id), wards.domainNames(who)).stream().findFirst().flatMap(search::find).map(delivery -> delivery.record().toString()).orElseThrow(QueueServlet::absent);
    }

    // ---- the list ----

    private void list(HttpServletRequest request, HttpServletResponse response, Subject who) throws IOException {
        var typed = typed(request);
        var query = query(typed).within(wards.domainNames(who));
        int page = Math.min(page(request), QueueSearch.MOST_COUNTED / SIZE - 1);
        var found = reading(() -> search.page(query, page * SIZE, SIZE));
        var states = reading(() -> search.states(query.within()));
        var texts = texts(request);
        long all = states.values().stream().mapToLong(Long::longValue).sum();
        var parameters = new LinkedHashMap<>(typed);
        var lead = !query.isPlain() ? texts.get(TEXTS, found.more() ? "lead.many" : "lead.found", found.total()) : all == 0 ? texts.get(TEXTS, "lead.empty") : lead(states, who, texts);
        show(request, response, "admin/queue.jte", new All(lead, typed, states(typed, states, all, texts), sorts(typed, query.sort(), texts), lines(found.items(), who, texts), actions(query.state()),
                Pager.of(page, found.total(), SIZE, PATH, parameters), path(parameters), found.total(), found.more(), !query.isPlain(), notice(request, texts)));
    }

    private String lead(Map<State, Long> states, Subject who, Texts texts) {
        var oldest = who.isPostmaster() ? reading(search::oldest) : Optional.<Instant>empty();
        var waiting = texts.get(TEXTS, "lead.waiting", states.get(State.WAITING) + states.get(State.ON_CALL) + states.get(State.TRYING), states.get(State.HELD));
        return oldest.map(at -> waiting + " " + texts.get(TEXTS, "lead.oldest", age(at, texts))).orElse(waiting);
    }

    private static List<Filter> states(Map<String, String> typed, Map<State, Long> states, long all, Texts texts) {
        var filters = new ArrayList<Filter>();
        var now = typed.getOrDefault("state", "");
        filters.add(new Filter(path(with(typed, "state", "")), texts.get(TEXTS, "state.all"), counted(all, texts), now.isEmpty()));
        for (var state : List.of(State.WAITING, State.TRYING, State.HELD, State.ON_CALL, State.GIVEN_UP))
            if (states.get(state) > 0 || state == State.WAITING || state == State.HELD || now.equals(label(state)))
                filters.add(new Filter(path(with(typed, "state", label(state))), texts.get(TEXTS, "state." + label(state)), counted(states.get(state), texts), now.equals(label(state))));
        return filters;
    }

    private static String counted(long count, Texts texts) { return count > QueueSearch.MOST_COUNTED ? texts.get(TEXTS, "more-than", (long) QueueSearch.MOST_COUNTED) : texts.number(count); }

    private static Map<String, Filter> sorts(Map<String, String> typed, Sort sort, Texts texts) {
        return Arrays.stream(Sort.values()).collect(Collectors.toMap(Sort::label, s -> new Filter(path(with(typed, "sort", s == Sort.OLDEST ? "" : s.label())), texts.get(TEXTS, "sort." + s.label()), "", s == sort)));
    }

    private static List<String> actions(Optional<State> state) {
        if (state.filter(s -> s == State.HELD).isPresent()) return List.of("release", "bounce", "delete");
        if (state.isPresent()) return List.of("retry", "hold", "bounce", "delete");
        return List.of("retry", "hold", "release", "bounce", "delete");
    }

    private static String notice(HttpServletRequest request, Texts texts) {
        if (request.getParameter("odd") != null) return texts.get(TEXTS, "did.odd");
        if (request.getParameter("late") != null) return texts.get(TEXTS, "did.late");
        if (request.getParameter("did") == null) return "";
        int gone = number(request, "gone", 0, 1_000_000);
        var did = texts.get(TEXTS, "did", number(request, "did", 0, 1_000_000));
        return gone == 0 ? did : did + " " + texts.get(TEXTS, "did.gone", gone);
    }

    /// Filters as they were typed, without the empty ones.
    private static Map<String, String> typed(HttpServletRequest request) {
        var typed = new LinkedHashMap<String, String>();
        for (var name : List.of("domain", "sender", "recipient", "reason", "state", "older", "larger", "sort")) if (!text(request, name).isBlank()) typed.put(name, text(request, name).strip());
        return typed;
    }

    /// What the filters ask for; what nobody can ask for is left out.
    static QueueQuery query(Map<String, String> typed) {
        var domain = typed.getOrDefault("domain", "");
        var plain = domain.startsWith("*.") ? domain.substring(2) : domain;
        var state = Arrays.stream(State.values()).filter(s -> label(s).equals(typed.get("state"))).findFirst();
        var older = typed.getOrDefault("older", "").matches("\\d{1,7}") ? Duration.ofMinutes(Long.parseLong(typed.get("older"))) : Duration.ZERO;
        long larger = Size.read(typed.getOrDefault("larger", "0")).orElse(0);
        return new QueueQuery(domain.isEmpty() ? "" : (domain.startsWith("*.") ? "*." : "") + Domains.key(plain), typed.getOrDefault("sender", ""), typed.getOrDefault("recipient", ""), state, typed.getOrDefault("reason", ""), older, larger,
                Optional.empty(), Optional.empty(), Sort.of(typed.getOrDefault("sort", "")));
    }

    static String label(State state) { return state.name().toLowerCase(java.util.Locale.ROOT).replace('_', '-'); }

    private static Map<String, String> with(Map<String, String> typed, String name, String value) {
        var other = new LinkedHashMap<>(typed);
        other.put(name, value);
        return other;
    }

    private static String path(Map<String, String> parameters) {
        var given = parameters.entrySet().stream().filter(p -> !p.getValue().isEmpty()).map(p -> p.getKey() + '=' + java.net.URLEncoder.encode(p.getValue(), StandardCharsets.UTF_8)).collect(Collectors.joining("&"));
        return given.isEmpty() ? PATH : PATH + '?' + given;
    }

    private List<Line> lines(List<Delivery> deliveries, Subject who, Texts texts) {
        var subjects = headers.subjects(deliveries.stream().map(Delivery::record).distinct().toList());
        return deliveries.stream().map(delivery -> line(delivery, subjects.getOrDefault(delivery.record(), ""), who, texts)).toList();
    }

    private Line line(Delivery d, String subject, Subject who, Texts texts) {
        var look = switch (d.state()) {
            case WAITING -> "wait";
            case HELD, GIVEN_UP -> "bad";
            case ON_CALL -> "off";
            case TRYING -> "ok";
        };
        var hint = d.state() == State.WAITING ? d.nextAttempt().isAfter(clock.instant()) ? texts.get(TEXTS, "next", texts.time(d.nextAttempt(), who.zone())) : texts.get(TEXTS, "next.now") : "";
        return new Line(d.id(), d.record().toString(), subject, d.sender(), d.recipient().isEmpty() ? d.original() : d.recipient(), d.original().equals(d.recipient()) ? "" : d.original(), look, texts.get(TEXTS, "state." + label(d.state())), reason(d, texts),
                hint, age(d.arrived(), texts), texts.size(d.octets()), d.attempts());
    }

    static String reason(Delivery d, Texts texts) {
        var last = d.last();
        var words = ((last.code() == 0 ? "" : last.code() + " ") + last.text()).strip();
        if (d.state() == State.HELD) return d.hold();
        if (!words.isEmpty()) return last.host().isEmpty() ? words : texts.get(TEXTS, "said", last.host(), words);
        return texts.get(TEXTS, d.state() == State.ON_CALL ? "reason.on-call" : d.attempts() == 0 ? "reason.new" : "reason.tried");
    }

    private String age(Instant arrived, Texts texts) {
        var age = Duration.between(arrived, clock.instant());
        return age.toMinutes() < 1 ? texts.get(TEXTS, "age.now") : age.toHours() < 1 ? texts.get(TEXTS, "age.minutes", age.toMinutes()) : age.toDays() < 2 ? texts.get(TEXTS, "age.hours", age.toHours()) : texts.get(TEXTS, "age.days", age.toDays());
    }

    // ---- one message ----

    private One one(HttpServletRequest request, Subject who, RecordId record) {
        var texts = texts(request);
        var found = reading(() -> search.page(QueueQuery.of(record).within(wards.domainNames(who)), 0, RECIPIENTS));
        if (found.items().isEmpty()) throw absent();
        var first = found.items().getFirst();
        var header = Optional.ofNullable(headers.headers(List.of(record)).get(record)).map(octets -> new String(octets, StandardCharsets.UTF_8).replace("\r\n", "\n").strip()).orElse("");
        var subject = headers.subjects(List.of(record)).getOrDefault(record, "");
        boolean held = found.items().stream().anyMatch(d -> d.state() == State.HELD), moving = found.items().stream().anyMatch(d -> d.state() != State.HELD);
        var actions = new ArrayList<String>();
        if (moving) actions.addAll(List.of("retry", "hold"));
        if (held) actions.add("release");
        actions.addAll(List.of("bounce", "delete"));
        var routes = who.isPostmaster() && found.items().stream().anyMatch(d -> d.transport().equals("smtp"));
        var lead = texts.get(TEXTS, "one.lead", first.sender().isEmpty() ? texts.get(TEXTS, "sender.none") : first.sender(), found.total(), age(first.arrived(), texts));
        return new One(record.toString(), subject, lead, facts(first, headers.envelope(record), who, texts), header, lines(found.items(), who, texts), found.total(), actions, routes, first.target(),
                "/admin/journeys/" + record, notice(request, texts));
    }

    private static Map<String, String> facts(Delivery first, Optional<StoredEnvelope> envelope, Subject who, Texts texts) {
        var facts = new LinkedHashMap<String, String>();
        facts.put(texts.get(TEXTS, "fact.sender"), first.sender().isEmpty() ? texts.get(TEXTS, "sender.none") : first.sender());
        facts.put(texts.get(TEXTS, "fact.arrived"), texts.time(first.arrived(), who.zone()));
        facts.put(texts.get(TEXTS, "fact.size"), texts.size(first.octets()));
        envelope.ifPresent(stored -> {
            if (who.isPostmaster()) facts.put(texts.get(TEXTS, "fact.recipients"), texts.number(stored.envelope().recipients().size()));     // blind copies to others among them
            stored.trace().ifPresentOrElse(trace -> {
                facts.put(texts.get(TEXTS, "fact.client"), trace.helo() + " [" + trace.client().getAddress().getHostAddress() + "], " + trace.service());
                trace.who().filter(_ -> who.isPostmaster()).ifPresent(signedIn -> facts.put(texts.get(TEXTS, "fact.signed-in"), signedIn.address()));
            }, () -> facts.put(texts.get(TEXTS, "fact.client"), texts.get(TEXTS, "fact.house")));
            if (!stored.intake().spf().isEmpty()) facts.put("SPF", stored.intake().spf());
            if (!stored.envelope().sender().envid().isEmpty()) facts.put("ENVID", stored.envelope().sender().envid());
        });
        return facts;
    }

    private Ages ages(Subject who) {
        var columns = new ArrayList<String>();
        for (int minutes : QueueSearch.AGES) columns.add(Integer.toString(minutes));
        columns.add(QueueSearch.AGES.getLast() + "+");
        var ages = search.ages(wards.domainNames(who));
        return new Ages(columns, ages.domains(), ages.all(), ages.more());
    }

    // ---- what people do ----

    /// First what would be done with what; the second time it is done with exactly that.
    @Override protected void doPost(HttpServletRequest request, HttpServletResponse response) throws IOException {
        var who = administrator(request);
        if (!Visit.genuine(request)) {
            show(request, response, 403, "layout/refusal.jte", 4031);
            return;
        }
        var what = Action.of(text(request, "do")).orElse(Action.RETRY);
        if (what == Action.ROUTE && !who.isPostmaster()) throw new Forbidden();
        var back = back(request);
        var target = text(request, "target").strip();
        var token = text(request, "sure");
        if (!token.isEmpty()) {
            var choice = chosen.take(who.account(), token);
            if (choice.isEmpty()) redirect(response, noted(back, "late=1"));
            else apply(response, who, what, target, Arrays.stream(choice.get().ids()).boxed().toList(), back);
            return;
        }
        var ids = chosen(request, who);
        boolean all = request.getParameter("all") != null;
        if (ids.isEmpty()) redirect(response, back);
        else if (!all && !what.isFinal()) apply(response, who, what, target, ids, back);
        else {
            var sample = reading(() -> search.whole(ids.subList(0, Math.min(ids.size(), SAMPLE))));
            show(request, response, "admin/queue-confirm.jte", new Confirm(what.label(), ids.size(), lines(sample, who, texts(request)), chosen.keep(who.account(), ids.stream().mapToLong(Long::longValue).toArray()), back, target));
        }
    }

    /// All that the filters find, all of a message, or those that were ticked; of theirs alone.
    private List<Long> chosen(HttpServletRequest request, Subject who) {
        var within = wards.domainNames(who);
        if (request.getParameter("all") != null) return reading(() -> search.ids(query(typed(request)).within(within)));
        var message = RecordId.parse(text(request, "message"));
        var ticked = request.getParameterValues("id");
        if (ticked != null) return reading(() -> search.among(Arrays.stream(ticked).filter(id -> id.matches("\\d{1,18}")).map(Long::valueOf).distinct().limit(RECIPIENTS).toList(), within));
        return message.map(record -> reading(() -> search.ids(QueueQuery.of(record).within(within)))).orElse(List.of());
    }

    private void apply(HttpServletResponse response, Subject who, Action what, String target, List<Long> ids, String back) throws IOException {
        int done;
        try {
            done = work.apply(what, who.address(), target, ids);
        } catch (Rejected _) {
            redirect(response, noted(back, "odd=1"));
            return;
        }
        redirect(response, noted(gone(back) ? PATH : back, "did=" + done + (done < ids.size() ? "&gone=" + (ids.size() - done) : "")));
    }

    /// The page of a message that has left.
    private boolean gone(String back) {
        return back.startsWith(PATH + "/") && RecordId.parse(back.substring(PATH.length() + 1)).filter(record -> reading(() -> search.ids(QueueQuery.of(record))).isEmpty()).isPresent();
    }

    private static String noted(String back, String note) { return back + (back.contains("?") ? "&" : "?") + note; }

    /// Only to these pages.
    private static String back(HttpServletRequest request) {
        var back = request.getParameter("back");
        return back != null && (back.equals(PATH) || back.startsWith(PATH + "?") || back.startsWith(PATH + "/")) && back.length() < 2000 && back.chars().allMatch(c -> c > 0x20 && c < 0x7F) ? back : PATH;
    }
}
