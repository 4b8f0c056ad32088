package org.posthouse.web.list;

import jakarta.inject.Inject;
import jakarta.servlet.annotation.WebServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.posthouse.form.Subject;
import org.posthouse.form.owner.Standings;
import org.posthouse.list.ListEntry;
import org.posthouse.list.Lists;
import org.posthouse.list.Member;
import org.posthouse.list.Members;
import org.posthouse.list.Standing;
import org.posthouse.text.Texts;
import org.posthouse.web.ui.PageServlet;
import org.posthouse.web.ui.Pager;
import org.posthouse.web.ui.Visit;

/// The lists on offer: to everybody, and to who is signed in also those that are theirs.
@WebServlet("/lists/") public class OffersServlet extends PageServlet {
    private static final long serialVersionUID = 1;
    private static final int SIZE = 50;

    @Inject transient Lists lists;
    @Inject transient Members members;
    @Inject transient Standings standings;

    public record Offers(String lead, String query, List<Lines.Line> lines, Pager pager, boolean known) { }

    @Override protected void doGet(HttpServletRequest request, HttpServletResponse response) throws IOException {
        var who = Visit.subject(request);
        if (who.isPresent()) response.setHeader("Cache-Control", "no-store");
        show(request, response, "list/offers.jte", reading(() -> offers(who, text(request, "q"), page(request), texts(request))));
    }

    private Offers offers(Optional<Subject> who, String query, int page, Texts texts) {
        var keys = who.map(standings::keys).orElse(Set.of());
        var member = new HashSet<Long>();
        members.of(keys).stream().map(Member::list).forEach(member::add);
        var found = lists.now().byId().values().stream().filter(list -> list.plan().joining().offered().to(standing(list, who, keys, member))).filter(list -> Lines.fits(list, query)).sorted(Standings.ORDER).toList();
        var lines = found.stream().skip((long) page * SIZE).limit(SIZE).map(list -> Lines.of(list, -1, member.contains(list.id()) ? "member" : keys.stream().anyMatch(list::ownedBy) ? "owner" : "")).toList();
        var lead = found.isEmpty() ? texts.get("lists", query.isBlank() ? "offers.none" : "offers.nothing", query) : texts.get("lists", "offers.lead", (long) found.size());
        return new Offers(lead, query, lines, Pager.of(page, found.size(), SIZE, "/lists/", Map.of("q", query)), who.isPresent());
    }

    private static Standing standing(ListEntry list, Optional<Subject> who, Set<String> keys, Set<Long> member) {
        if (who.filter(one -> one.administers(list.domain())).isPresent() || keys.stream().anyMatch(list::ownedBy)) return Standing.OWNER;
        return member.contains(list.id()) ? Standing.MEMBER : Standing.STRANGER;
    }
}
