package org.posthouse.web.admin;

import jakarta.inject.Inject;
import jakarta.servlet.annotation.WebServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.List;
import org.posthouse.form.Forbidden;
import org.posthouse.gateway.RelayDomains;
import org.posthouse.gateway.RelayDomains.Kept;
import org.posthouse.text.Texts;
import org.posthouse.web.ui.PageServlet;

/// The domains whose mail is passed on, and how much waits for each.
@WebServlet("/admin/relay-domains") public class RelayDomainsServlet extends PageServlet {
    private static final long serialVersionUID = 1;
    private static final String TEXTS = "relay-domains";

    @Inject transient RelayDomains relays;

    public record All(String lead, List<Line> lines) { }

    public record Line(long id, String name, String target, String when, String who, long waiting) { }

    @Override protected void doGet(HttpServletRequest request, HttpServletResponse response) throws IOException {
        if (!subject(request).isPostmaster()) throw new Forbidden();
        var texts = texts(request);
        show(request, response, "admin/relay-domains.jte", reading(() -> {
            var waiting = relays.waiting();
            var lines = relays.all().stream().map(kept -> line(kept, waiting.getOrDefault(kept.plan().name(), 0L), texts)).toList();
            return new All(lines.isEmpty() ? texts.get(TEXTS, "lead.none") : lines.size() == 1 ? texts.get(TEXTS, "lead.one") : texts.get(TEXTS, "lead.many", lines.size()), lines);
        }));
    }

    private static Line line(Kept kept, long waiting, Texts texts) {
        var plan = kept.plan();
        var target = plan.target().isEmpty() ? texts.get(TEXTS, "table") : plan.target().equals("*") ? texts.get(TEXTS, "mx") : plan.target();
        return new Line(kept.id(), plan.name(), target, texts.get(TEXTS, "when." + plan.timing()), texts.get(TEXTS, "who." + plan.asking()), waiting);
    }
}
