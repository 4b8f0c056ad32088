package org.posthouse.web.list;

import jakarta.inject.Inject;
import jakarta.servlet.annotation.WebServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.List;
import java.util.Locale;
import org.posthouse.form.Subject;
import org.posthouse.form.owner.Standings;
import org.posthouse.list.HeldItems;
import org.posthouse.list.ListEntry;
import org.posthouse.list.Lists;
import org.posthouse.list.Member;
import org.posthouse.list.Members;
import org.posthouse.web.ui.ListVisit;
import org.posthouse.web.ui.PageServlet;

/// My lists: those one belongs to, with what one gets, and those one looks after, with what waits.
@WebServlet("/account/lists") public class OwnListsServlet extends PageServlet {
    private static final long serialVersionUID = 1;

    @Inject transient Lists lists;
    @Inject transient Members members;
    @Inject transient HeldItems held;
    @Inject transient Standings standings;

    public record Mine(List<Membership> memberships, List<Owned> owned) { }

    /// @param state key of a text
    public record Membership(String title, String list, String address, String state, String change, String leave, String archive) { }

    public record Owned(String title, String list, String admin, long waiting) { }

    @Override protected void doGet(HttpServletRequest request, HttpServletResponse response) throws IOException {
        var who = subject(request);
        show(request, response, "list/mine.jte", reading(() -> mine(who)));
    }

    private Mine mine(Subject who) {
        var keys = standings.keys(who);
        var memberships = members.of(keys).stream().flatMap(member -> lists.now().find(member.list()).map(list -> membership(list, member)).stream()).sorted(java.util.Comparator.comparing(Membership::title)).toList();
        var owned = standings.owned(keys).stream().map(list -> new Owned(Lines.title(list), list.address().toString(), ListVisit.path(list, "admin/"), held.count(list.id()))).toList();
        return new Mine(memberships, owned);
    }

    private static Membership membership(ListEntry list, Member member) {
        return new Membership(Lines.title(list), list.address().toString(), member.address(), member.state().name().toLowerCase(Locale.ROOT), ListVisit.path(list, "me/membership/" + member.id()), ListVisit.path(list, "me/leave/" + member.id()),
                list.plan().archiving().kept() ? ListVisit.path(list, "") : "");
    }
}
