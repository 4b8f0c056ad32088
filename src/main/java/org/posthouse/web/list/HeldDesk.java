package org.posthouse.web.list;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.System.Logger.Level;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.posthouse.domain.Rejected;
import org.posthouse.form.Forms;
import org.posthouse.form.Forms.Sent;
import org.posthouse.form.owner.Standings;
import org.posthouse.list.Held;
import org.posthouse.list.HeldItems;
import org.posthouse.mailbox.OpenStore;
import org.posthouse.message.EncodedWords;
import org.posthouse.message.MessageOctets;
import org.posthouse.message.Part;
import org.posthouse.message.Structure;
import org.posthouse.web.ui.ListVisit;

/// What waits for an owner: all of it, and one of it with what it says, as text alone. Deciding is the form `list-decide`.
@ApplicationScoped public class HeldDesk implements AdminPage.Desk {
    private static final System.Logger LOG = System.getLogger(HeldDesk.class.getName());
    private static final int SIZE = 50;
    private static final int EXCERPT = 6000;
    private static final int MOST_VALUE = 1000;
    private static final int MOST_FILES = 20;
    private static final List<String> SHOWN = List.of("From", "To", "Cc", "Reply-To", "Date", "Subject");
    private static final List<String> DECISIONS = List.of("approve", "trust", "reject", "discard");

    @Inject HeldItems held;
    @Inject OpenStore store;
    @Inject Forms forms;

    public record All(String title, String lead, List<Line> lines, String base, String action, String notice) { }

    /// @param why key of a text
    public record Line(long id, String path, String subject, String from, String why, String since, String until, boolean post) { }

    public record One(Line line, List<Named> fields, String text, boolean cut, boolean markup, List<String> files, String action, String back, String error) { }

    public record Named(String name, String value) { }

    @Override public String word() { return "held"; }

    @Override public void get(ListVisit visit, String rest) throws IOException {
        if (rest.isEmpty()) visit.show("list/held.jte", visit.reading(() -> all(visit)));
        else one(visit, rest, 200, "");
    }

    private All all(ListVisit visit) {
        long waiting = held.count(visit.list().id());
        var did = visit.text("did");
        return new All(Lines.title(visit.list()), visit.texts().get("lists", waiting == 0 ? "held.none" : "held.lead", waiting), held.of(visit.list().id(), 0, SIZE).stream().map(item -> line(visit, item)).toList(), visit.path("admin/"), visit.path("admin/held"),
                DECISIONS.contains(did) ? visit.texts().get("lists", "held.did." + did) : "");
    }

    private static Line line(ListVisit visit, Held item) {
        var zone = visit.subject().orElseThrow().zone();
        boolean post = item.kind() == Held.Kind.POST;
        var from = item.name().isEmpty() ? item.address() : item.name() + " <" + item.address() + ">";
        return new Line(item.id(), visit.path("admin/held/" + item.id()), post ? item.subject().isBlank() ? visit.texts().get("lists", "held.no-subject") : item.subject() : visit.texts().get("lists", "held.joining"), from,
                item.why().name().toLowerCase(Locale.ROOT), visit.texts().time(item.since(), zone), item.until().map(at -> visit.texts().date(at.atZone(zone).toLocalDate())).orElse(""), post);
    }

    private void one(ListVisit visit, String rest, int status, String error) throws IOException {
        var item = find(visit, rest);
        var line = visit.reading(() -> line(visit, item));
        var fields = new ArrayList<Named>();
        var files = new ArrayList<String>();
        var text = "";
        boolean markup = false;
        if (item.message().isPresent()) {
            try (var body = store.get().read(item.message().get()).orElse(null)) {
                if (body != null) {
                    var octets = MessageOctets.of(item.prefix(), body::open);
                    var structure = Structure.read(octets);
                    for (var name : SHOWN) structure.header().first(name).ifPresent(value -> fields.add(new Named(name, cut(EncodedWords.read(value)))));
                    var part = structure.plain().or(structure::html);
                    text = part.map(one -> said(one, octets)).orElse("");
                    markup = part.filter(one -> one.type().is("text/html")).isPresent();
                    structure.leaves().stream().filter(one -> one.attached() || one.fileName().isPresent()).limit(MOST_FILES).forEach(one -> files.add(one.fileName().orElse(one.type().value()) + ", " + visit.texts().size(one.octets())));
                }
            } catch (IOException | UncheckedIOException failed) {
                LOG.log(Level.ERROR, "event=list-held-unreadable held=" + item.id(), failed);
            }
        }
        visit.show(status, "list/held-one.jte", new One(line, fields, text.length() > EXCERPT ? text.substring(0, EXCERPT) : text, text.length() > EXCERPT, markup, files, visit.path("admin/held/" + item.id()), visit.path("admin/held"), error));
    }

    private static String said(Part part, MessageOctets octets) {
        try {
            return part.text(octets, EXCERPT + 1);
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    private static String cut(String value) { return value.length() > MOST_VALUE ? value.substring(0, MOST_VALUE) + "…" : value; }

    private Held find(ListVisit visit, String id) {
        return (id.matches("\\d{1,18}") ? visit.reading(() -> held.find(Long.parseLong(id))) : Optional.<Held>empty()).filter(item -> item.list() == visit.list().id()).orElseThrow(() -> Rejected.absent("key", "somebody has decided about this already"));
    }

    /// One of them with a reason, or some that are ticked.
    @Override public void post(ListVisit visit, String rest) throws IOException {
        var decision = visit.text("decision");
        var given = rest.isEmpty() ? visit.request().getParameterValues("id") : new String[] {rest};
        if (!DECISIONS.contains(decision) || given == null) {
            visit.redirect(visit.path("admin/held"));
            return;
        }
        var reason = Optional.ofNullable(visit.request().getParameter("reason")).orElse("");
        try {
            for (var id : Arrays.stream(given).filter(one -> one.matches("\\d{1,18}")).limit(SIZE).toList()) decide(visit, id, decision, reason, !rest.isEmpty());
            visit.redirect(visit.path("admin/held") + "?did=" + decision);
        } catch (Rejected refused) {
            if (refused.kind() == Rejected.Kind.ABSENT) visit.redirect(visit.path("admin/held"));
            else one(visit, rest, 422, visit.texts().fault(refused.faults().getFirst()));
        }
    }

    private void decide(ListVisit visit, String id, String decision, String reason, boolean alone) {
        try {
            forms.apply(visit.subject().orElseThrow(), "list-decide", Standings.key(visit.list().id(), id), new Sent(Map.of("decision", List.of(decision), "reason", List.of(reason)), Optional.empty(), true, 0));
        } catch (Rejected refused) {
            if (alone) throw refused;
        }
    }
}
