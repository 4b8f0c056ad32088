package org.posthouse.web.list;

import jakarta.inject.Inject;
import jakarta.servlet.annotation.WebServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import org.posthouse.form.owner.Standings;
import org.posthouse.list.HeldItems;
import org.posthouse.list.ListEntry;
import org.posthouse.list.Lists;
import org.posthouse.list.MemberSearch;
import org.posthouse.web.ui.ListVisit;
import org.posthouse.web.ui.PageServlet;
import org.posthouse.web.ui.Pager;

/// The lists of the domains that somebody administers.
@WebServlet("/admin/lists") public class AdminListsServlet extends PageServlet {
    private static final long serialVersionUID = 1;
    private static final int SIZE = 50;

    @Inject transient Lists lists;
    @Inject transient MemberSearch search;
    @Inject transient HeldItems held;

    public record All(String lead, String query, List<Line> lines, Pager pager) { }

    public record Line(String title, String address, String admin, String owners, long members, long posts, long waiting) { }

    @Override protected void doGet(HttpServletRequest request, HttpServletResponse response) throws IOException {
        var who = administrator(request);
        var query = text(request, "q");
        int page = page(request);
        var found = lists.now().byId().values().stream().filter(list -> who.administers(list.domain())).filter(list -> Lines.fits(list, query)).sorted(Standings.ORDER).toList();
        var shown = found.stream().skip((long) page * SIZE).limit(SIZE).toList();
        var texts = texts(request);
        var lead = found.isEmpty() ? texts.get("lists", query.isBlank() ? "all.none" : "offers.nothing", query) : texts.get("lists", "all.lead", (long) found.size());
        show(request, response, "list/all.jte", reading(() -> {
            var sizes = search.sizes(shown.stream().map(ListEntry::id).toList());
            return new All(lead, query, shown.stream().map(list -> line(list, sizes.getOrDefault(list.id(), 0L))).toList(), Pager.of(page, found.size(), SIZE, "/admin/lists", Map.of("q", query)));
        }));
    }

    private Line line(ListEntry list, long members) {
        return new Line(Lines.title(list), list.address().toString(), ListVisit.path(list, "admin/"), String.join(", ", list.owners()), members, lists.number(list.id()) - 1, held.count(list.id()));
    }
}
