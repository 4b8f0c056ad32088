package org.posthouse.web.user;

import jakarta.inject.Inject;
import jakarta.servlet.annotation.WebServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import org.posthouse.account.Accounts;
import org.posthouse.collecting.CollectRun.Outcome;
import org.posthouse.collecting.Collecting;
import org.posthouse.collecting.Collecting.Kept;
import org.posthouse.form.Forbidden;
import org.posthouse.form.Forms;
import org.posthouse.form.Key;
import org.posthouse.form.Subject;
import org.posthouse.text.Texts;
import org.posthouse.web.ui.PageServlet;

/// Mailboxes at providers: one's own, or for administrators those of everybody they look after; how it went with each, and what to do when it did not.
@WebServlet({"/account/collecting", "/admin/collecting"}) public class CollectingServlet extends PageServlet {
    private static final long serialVersionUID = 1;
    private static final String TEXTS = "collecting";

    @Inject transient Collecting collecting;
    @Inject transient Accounts accounts;
    @Inject transient Forms forms;

    /// @param base what paths of its forms begin with
    public record All(String lead, String base, boolean many, List<Line> lines) { }

    /// @param look   of its badge: `ok`, `wait` or `bad`
    /// @param advice what to do; empty when all is well
    public record Line(long id, String name, String account, String look, String state, String facts, String advice, String said) { }

    @Override protected void doGet(HttpServletRequest request, HttpServletResponse response) throws IOException {
        boolean admin = request.getServletPath().startsWith("/admin");
        var who = admin ? administrator(request) : subject(request);
        if (!forms.isOffered(who, "new-collect", Key.NONE)) throw new Forbidden();
        var texts = texts(request);
        show(request, response, "user/collecting.jte", reading(() -> {
            var lines = collecting.all(admin ? Optional.empty() : Optional.of(who.account())).stream().filter(kept -> sees(who, kept)).map(kept -> line(kept, texts, who.zone())).toList();
            long bad = lines.stream().filter(line -> line.look.equals("bad")).count();
            var lead = lines.isEmpty() ? texts.get(TEXTS, "lead.none") : bad == 0 ? texts.get(TEXTS, "lead.good") : texts.get(TEXTS, "lead.bad", bad);
            return new All(lead, admin ? "/admin" : "/account", admin, lines);
        }));
    }

    private boolean sees(Subject who, Kept kept) { return kept.plan().account() == who.account() || accounts.find(kept.plan().account()).map(who::administers).orElse(who.isPostmaster()); }

    private Line line(Kept kept, Texts texts, ZoneId zone) {
        var run = kept.run();
        boolean running = run.began().isPresent() && run.ended().isEmpty();
        var outcome = run.outcome();
        var look = running || outcome == Outcome.NEVER ? "wait" : outcome == Outcome.GOOD ? "ok" : "bad";
        var state = texts.get(TEXTS, running ? "running" : "outcome." + outcome);
        var last = run.ended().map(at -> texts.get(TEXTS, "last", texts.time(at, zone), run.taken(), run.total())).orElse("");
        var next = !kept.plan().active() ? texts.get(TEXTS, "by-hand") : running ? "" : texts.get(TEXTS, "next", texts.time(run.next(), zone));
        var passed = run.passed() > 0 ? texts.get(TEXTS, "passed", run.passed()) : "";
        var account = accounts.find(kept.plan().account()).map(found -> found.primaryAddress()).orElse("-");
        return new Line(kept.id(), kept.plan().login() + ", " + kept.plan().host(), account, look, state, (last + " " + next + " " + passed).strip(), look.equals("bad") && !running ? texts.get(TEXTS, "advice." + outcome) : "",
                look.equals("bad") ? run.said() : "");
    }
}
