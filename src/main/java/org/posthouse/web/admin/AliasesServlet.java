package org.posthouse.web.admin;

import jakarta.inject.Inject;
import jakarta.servlet.annotation.WebServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.posthouse.form.Subject;
import org.posthouse.routing.TypedAlias;
import org.posthouse.routing.TypedAliases;
import org.posthouse.text.Texts;
import org.posthouse.web.ui.PageServlet;
import org.posthouse.web.ui.Pager;

/// The aliases of the domains that somebody administers.
@WebServlet("/admin/aliases") public class AliasesServlet extends PageServlet {
    private static final long serialVersionUID = 1;
    private static final String TEXTS = "aliases";
    private static final int SIZE = 50;
    private static final int SHOWN = 3;

    @Inject transient TypedAliases aliases;

    public record All(String lead, String query, List<Line> lines, Pager pager) { }

    /// @param changeable by the one who looks
    /// @param remark     on an account with the same address; empty for none
    public record Line(long id, String address, boolean changeable, String type, List<String> targets, String more, String remark) { }

    @Override protected void doGet(HttpServletRequest request, HttpServletResponse response) throws IOException {
        var who = administrator(request);
        var texts = texts(request);
        var query = text(request, "q");
        int page = page(request);
        var domains = who.isPostmaster() ? Optional.<List<Long>>empty() : Optional.of(List.copyOf(who.domains()));
        show(request, response, "admin/aliases.jte", reading(() -> {
            long total = aliases.count(domains, query);
            var lines = aliases.list(domains, query, page * SIZE, SIZE).stream().map(alias -> line(alias, who, texts)).toList();
            var lead = !query.isBlank() ? texts.get(TEXTS, "lead.found", total) : texts.get(TEXTS, "lead", total);
            return new All(lead, query, lines, Pager.of(page, total, SIZE, "/admin/aliases", Map.of("q", query)));
        }));
    }

    private Line line(TypedAlias alias, Subject who, Texts texts) {
        var targets = alias.targets();
        var more = targets.size() > SHOWN ? texts.get(TEXTS, "more", targets.size() - SHOWN) : "";
        var remark = aliases.hides(alias.address()).map(account -> texts.get(TEXTS, "hides", account)).orElse("");
        return new Line(alias.id(), alias.address(), alias.kind() == TypedAlias.Kind.ADDRESS || who.isPostmaster(), texts.get(TEXTS, "type." + alias.kind().name().toLowerCase(Locale.ROOT)),
                targets.stream().limit(SHOWN).toList(), more, remark);
    }
}
