package org.posthouse.web.admin;

import jakarta.inject.Inject;
import jakarta.servlet.annotation.WebServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import org.posthouse.appliance.Backups;
import org.posthouse.appliance.Chores;
import org.posthouse.form.Forbidden;
import org.posthouse.text.Texts;
import org.posthouse.web.ui.PageServlet;

/// What the house does by itself now and then, what came of it, and when it is due again.
@WebServlet("/admin/housekeeping") public class HousekeepingServlet extends PageServlet {
    private static final long serialVersionUID = 1;
    private static final String TEXTS = "housekeeping";

    @Inject transient Chores chores;

    /// @param look of the badge: `ok`, `wait` or `bad`
    /// @param path of the form that does it now
    public record Line(String name, String what, String last, String next, String result, String look, String path) { }

    public record Page(String lead, List<Line> lines) { }

    @Override protected void doGet(HttpServletRequest request, HttpServletResponse response) throws IOException {
        var who = subject(request);
        if (!who.isPostmaster()) throw new Forbidden();
        var texts = texts(request);
        var states = chores.all();
        long failed = states.stream().filter(state -> state.last().isPresent() && state.result().isEmpty()).count();
        var lines = states.stream().map(state -> line(state, texts, who.zone())).toList();
        show(request, response, "admin/housekeeping.jte", new Page(failed == 0 ? texts.get(TEXTS, "lead.good") : texts.get(TEXTS, "lead.failed", failed), lines));
    }

    private static Line line(Chores.State state, Texts texts, ZoneId zone) {
        var last = state.last().map(at -> texts.time(at, zone)).orElseGet(() -> texts.get(TEXTS, "never"));
        var next = state.running() ? texts.get(TEXTS, "running") : state.next().equals(Instant.MAX) ? texts.get(TEXTS, "unplanned") : texts.time(state.next(), zone);
        boolean failed = state.last().isPresent() && state.result().isEmpty();
        return new Line(texts.get(TEXTS, "chore." + state.name()), texts.get(TEXTS, "what." + state.name()), last, next, result(state, texts), failed ? "bad" : state.running() ? "wait" : "ok",
                "/admin/run-chore/" + state.name());
    }

    private static String result(Chores.State state, Texts texts) {
        if (state.last().isEmpty()) return "";
        if (state.result().isEmpty()) return texts.get(TEXTS, "failed");
        long much = state.result().get();
        if (much == 0) return texts.get(TEXTS, "nothing");
        return state.name().equals("compact") ? texts.get(TEXTS, "octets", texts.size(much)) : state.name().equals(Backups.CHORE) ? texts.get(TEXTS, "copied", texts.size(much)) : texts.get(TEXTS, "count", much);
    }
}
