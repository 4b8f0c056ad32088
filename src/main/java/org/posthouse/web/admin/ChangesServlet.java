package org.posthouse.web.admin;

import jakarta.inject.Inject;
import jakarta.servlet.annotation.WebServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import org.posthouse.change.Change;
import org.posthouse.change.History;
import org.posthouse.domain.Rejected;
import org.posthouse.form.Forbidden;
import org.posthouse.form.Forms;
import org.posthouse.form.Result;
import org.posthouse.form.Subject;
import org.posthouse.text.Texts;
import org.posthouse.web.ui.PageServlet;
import org.posthouse.web.ui.Pager;
import org.posthouse.web.ui.Visit;

/// The history: all changes, and one of them with the button that takes it back. Domain administrators see their own.
@WebServlet({"/admin/changes", "/admin/changes/*"}) public class ChangesServlet extends PageServlet {
    private static final long serialVersionUID = 1;
    private static final String PATH = "/admin/changes";
    private static final int SIZE = 50;

    @Inject transient History history;
    @Inject transient Forms forms;

    /// @param form  to filter by, empty for all
    /// @param forms id and title of those there are
    public record All(List<Line> lines, String query, String form, List<Title> forms, Pager pager, long total) { }

    public record Title(String id, String title) { }

    /// @param what the form's title, which names the thing
    public record Line(Change change, String what, List<Value> values) { }

    /// @param from as people read it; empty for nothing
    public record Value(String label, String from, String to) { }

    /// @param refused why it could not be taken back, a sentence; or empty
    public record One(Line line, boolean undoable, List<String> refused) { }

    @Override protected void doGet(HttpServletRequest request, HttpServletResponse response) throws IOException {
        if (request.getPathInfo() == null || request.getPathInfo().equals("/")) all(request, response);
        else one(request, response, 200, List.of());
    }

    private void all(HttpServletRequest request, HttpServletResponse response) throws IOException {
        var who = subject(request);
        var texts = texts(request);
        var form = text(request, "form");
        var query = text(request, "q");
        int page = page(request);
        var found = reading(() -> history.page(new History.Filter(form, who.isPostmaster() ? 0 : who.account(), query), page * SIZE, SIZE));
        var titles = forms.all().stream().filter(d -> d.isFor(who)).map(d -> new Title(d.id(), texts.get(d.id(), "title", "…"))).toList();
        show(request, response, "admin/changes.jte", new All(found.items().stream().map(c -> line(c, texts)).toList(), query, form, titles,
                Pager.of(page, found.total(), SIZE, PATH, Map.of("q", query, "form", form)), found.total()));
    }

    private void one(HttpServletRequest request, HttpServletResponse response, int status, List<String> refused) throws IOException {
        var who = subject(request);
        var change = find(who, request);
        show(request, response, status, "admin/change.jte", new One(line(change, texts(request)), forms.undoable(change), refused));
    }

    @Override protected void doPost(HttpServletRequest request, HttpServletResponse response) throws IOException {
        var who = subject(request);
        if (!Visit.genuine(request)) throw new Forbidden();
        var change = find(who, request);
        try {
            if (forms.undo(who, change.number()) instanceof Result.Done done) redirect(response, PATH + "?done=" + done.change());
        } catch (Rejected rejected) {
            var texts = texts(request);
            one(request, response, 422, rejected.faults().stream().map(texts::fault).toList());
        }
    }

    private Change find(Subject who, HttpServletRequest request) {
        var number = request.getPathInfo() == null ? "" : request.getPathInfo().substring(1);
        if (!number.matches("\\d{1,15}")) throw Rejected.absent("change", "there is no such change");
        var change = reading(() -> history.find(Long.parseLong(number))).orElseThrow(() -> Rejected.absent("change", "there is no such change"));
        if (!who.isPostmaster() && change.account() != who.account()) throw new Forbidden();
        return change;
    }

    private static Line line(Change change, Texts texts) {
        return new Line(change, texts.get(change.form(), "title", change.thing()), change.differences().stream()
                .map(d -> new Value(texts.find(change.form(), d.field()).orElse(d.field()), people(change, d.field(), d.from(), texts), people(change, d.field(), d.to(), texts))).toList());
    }

    /// Constants by their labels, flags as words.
    private static String people(Change change, String field, List<String> values, Texts texts) {
        return String.join(", ", values.stream().map(v -> texts.find(change.form(), field + "." + v)
                .orElseGet(() -> v.equals("true") || v.equals("false") ? texts.get("changes", v) : v.length() > 400 ? v.substring(0, 400) + "…" : v)).toList());
    }
}
