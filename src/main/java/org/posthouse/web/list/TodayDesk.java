package org.posthouse.web.list;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.posthouse.list.HeldItems;
import org.posthouse.list.ListRole;
import org.posthouse.list.Lists;
import org.posthouse.list.Member;
import org.posthouse.list.MemberSearch;
import org.posthouse.list.MemberSearch.Group;
import org.posthouse.web.ui.ListVisit;

/// The list today: whether something wants its owner, figures, who bounces, and the way to everything else.
@ApplicationScoped public class TodayDesk implements AdminPage.Desk {
    private static final int SHOWN = 5;

    @Inject Lists lists;
    @Inject HeldItems held;
    @Inject MemberSearch search;

    @Override public String word() { return ""; }

    @Override public void get(ListVisit visit, String rest) throws IOException { visit.show("list/today.jte", visit.reading(() -> today(visit))); }

    private Today today(ListVisit visit) {
        var list = visit.list();
        var texts = visit.texts();
        var counts = search.counts(list.id(), "");
        long waiting = held.count(list.id());
        var points = new ArrayList<Point>();
        if (waiting > 0) points.add(new Point(texts.get("lists", "today.waiting", waiting), visit.path("admin/held"), texts.get("lists", "today.look")));
        if (counts.get(Group.BOUNCING) > 0) points.add(new Point(texts.get("lists", "today.bouncing", counts.get(Group.BOUNCING)), visit.path("admin/members?show=bouncing"), texts.get("lists", "today.look")));
        if (counts.get(Group.ALL) == 0) points.add(new Point(texts.get("lists", "today.empty"), visit.path("admin/add-members"), texts.get("lists", "today.add")));
        long posts = lists.number(list.id()) - 1;
        var figures = List.of(figure(counts.get(Group.ALL), "members", visit, "admin/members"), figure(counts.get(Group.DIGEST), "digest", visit, "admin/members?show=digest"), figure(posts, "posts", visit, ""), figure(waiting, "held", visit, "admin/held"));
        var bouncing = search.page(list.id(), Group.BOUNCING, "", 0, SHOWN).stream().map((Member m) -> new Bouncing(m.address(), visit.path("admin/member/" + m.id()), m.bounceScore(), m.state() == Member.State.OFF)).toList();
        var lead = points.isEmpty() ? texts.get("lists", "today.fine") : texts.get("lists", "today.lead", points.size());
        var addresses = List.of(new Address(list.address().toString(), "post"), new Address(list.of(ListRole.REQUEST).toString(), "request"), new Address(list.of(ListRole.SUBSCRIBE).toString(), "subscribe"),
                new Address(list.of(ListRole.UNSUBSCRIBE).toString(), "unsubscribe"), new Address(list.of(ListRole.OWNER).toString(), "owner"));
        return new Today(Lines.title(list), lead, figures, points, bouncing, addresses, visit.path(""));
    }

    private static Figure figure(long number, String what, ListVisit visit, String path) { return new Figure(visit.texts().number(number), visit.texts().get("lists", "figure." + what), visit.path(path)); }

    public record Today(String title, String lead, List<Figure> figures, List<Point> points, List<Bouncing> bouncing, List<Address> addresses, String base) { }

    public record Figure(String number, String title, String path) { }

    public record Point(String sentence, String path, String link) { }

    public record Bouncing(String address, String path, int score, boolean off) { }

    /// @param role key of a text
    public record Address(String address, String role) { }
}
