package org.posthouse.web.list;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.io.IOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.posthouse.domain.Rejected;
import org.posthouse.form.Forms;
import org.posthouse.form.Forms.Sent;
import org.posthouse.form.owner.Standings;
import org.posthouse.list.Member;
import org.posthouse.list.MemberSearch;
import org.posthouse.list.MemberSearch.Group;
import org.posthouse.list.MemberTable;
import org.posthouse.list.Members;
import org.posthouse.web.ui.ListVisit;
import org.posthouse.web.ui.Pager;

/// The members of a list: search, filters with counts, what is done with many at once, and all of them as a table.
@ApplicationScoped public class MembersDesk implements AdminPage.Desk {
    private static final int SIZE = 50;
    private static final int CHUNK = 500;
    /// What can be done with many: a form's fields for each, or taking them off.
    private static final Map<String, Map<String, List<String>>> BULK = Map.of("on", Map.of("state", List.of("on")), "digest", Map.of("state", List.of("digest")), "off", Map.of("state", List.of("off")), "trust", Map.of("trusted", List.of("true")), "remove", Map.of());

    @Inject MemberSearch search;
    @Inject Members members;
    @Inject Forms forms;

    /// @param actions keys of [#BULK]
    public record All(String title, String lead, String query, List<Filter> filters, List<Line> lines, List<String> actions, Pager pager, String here, String base, String notice) { }

    public record Filter(String path, String title, long count, boolean here) { }

    /// @param state  key of a text; `look` the class of its badge
    /// @param why    delivery is off: key of a text, or empty
    public record Line(long id, String address, String name, String state, String look, String why, int score, boolean trusted, int posts, String since, String path, boolean belongs) { }

    public record Confirm(String what, List<Line> lines, String back, String action) { }

    @Override public String word() { return "members"; }

    @Override public void get(ListVisit visit, String rest) throws IOException {
        if (rest.equals("members.csv")) table(visit);
        else if (!rest.isEmpty()) visit.refuse(404);
        else visit.show("list/members.jte", visit.reading(() -> all(visit)));
    }

    private All all(ListVisit visit) {
        var texts = visit.texts();
        var query = visit.text("q");
        var group = Group.of(visit.text("show")).orElse(Group.ALL);
        var counts = search.counts(visit.list().id(), query);
        var filters = Arrays.stream(Group.values()).map(one -> new Filter(path(visit, query, one), texts.get("lists", "group." + one.label()), counts.get(one), one == group)).toList();
        var lines = search.page(visit.list().id(), group, query, visit.page() * SIZE, SIZE).stream().map(member -> line(visit, member)).toList();
        var lead = texts.get("lists", query.isBlank() ? "members.lead" : "members.found", counts.get(Group.ALL), visit.list().address().toString());
        var parameters = new LinkedHashMap<String, String>();
        parameters.put("q", query);
        parameters.put("show", group == Group.ALL ? "" : group.label());
        int did = visit.number("did", 0, 100_000);
        return new All(Lines.title(visit.list()), lead, query, filters, lines, group == Group.LEFT ? List.of() : List.of("on", "digest", "off", "trust", "remove"),
                Pager.of(visit.page(), counts.get(group), SIZE, visit.path("admin/members"), parameters), path(visit, query, group), visit.path("admin/"), did > 0 ? texts.get("lists", "did", did) : "");
    }

    private static String path(ListVisit visit, String query, Group group) {
        var parameters = new ArrayList<String>();
        if (!query.isEmpty()) parameters.add("q=" + URLEncoder.encode(query, StandardCharsets.UTF_8));
        if (group != Group.ALL) parameters.add("show=" + group.label());
        return visit.path("admin/members") + (parameters.isEmpty() ? "" : "?" + String.join("&", parameters));
    }

    private static Line line(ListVisit visit, Member m) {
        var look = switch (m.state()) {
            case ON -> "ok";
            case DIGEST -> "";
            case OFF -> m.why() == Member.Why.BOUNCES ? "bad" : "wait";
            case LEFT -> "off";
        };
        var zone = visit.subject().orElseThrow().zone();
        return new Line(m.id(), m.address(), m.name(), m.state().name().toLowerCase(Locale.ROOT), look, m.state() == Member.State.OFF ? m.why().name().toLowerCase(Locale.ROOT) : "", m.bounceScore(), m.trusted(), m.posts(),
                visit.texts().date((m.state() == Member.State.LEFT ? m.changed() : m.since()).atZone(zone).toLocalDate()), visit.path("admin/member/" + m.id()), m.state().belongs());
    }

    /// First what would be done with whom, where it cannot be taken back; the second time it is done.
    @Override public void post(ListVisit visit, String rest) throws IOException {
        var what = BULK.containsKey(visit.text("do")) ? visit.text("do") : "on";
        var ids = chosen(visit);
        var back = back(visit);
        if (ids.isEmpty()) visit.redirect(back);
        else if (what.equals("remove") && visit.request().getParameter("sure") == null)
            visit.show("list/members-confirm.jte", new Confirm(what, visit.reading(() -> ids.stream().flatMap(id -> members.find(id).stream()).filter(member -> member.list() == visit.list().id()).map(member -> line(visit, member)).toList()), back, visit.path("admin/members")));
        else visit.redirect(back + (back.contains("?") ? "&" : "?") + "did=" + apply(visit, what, ids));
    }

    private int apply(ListVisit visit, String what, Set<Long> ids) {
        int done = 0;
        for (long id : ids) {
            try {
                forms.apply(visit.subject().orElseThrow(), what.equals("remove") ? "list-remove-member" : "list-member", Standings.key(visit.list().id(), Long.toString(id)), new Sent(BULK.get(what), Optional.empty(), true, 0));
                done++;
            } catch (Rejected _) {
                // gone meanwhile, or left: nothing is left to do
            }
        }
        return done;
    }

    private static Set<Long> chosen(ListVisit visit) {
        var ids = visit.request().getParameterValues("id");
        return ids == null ? Set.of() : Arrays.stream(ids).filter(id -> id.matches("\\d{1,18}")).map(Long::valueOf).limit(SIZE).collect(Collectors.toCollection(java.util.LinkedHashSet::new));
    }

    /// Only to these members.
    private static String back(ListVisit visit) {
        var own = visit.path("admin/members");
        var back = visit.request().getParameter("back");
        return back != null && (back.equals(own) || back.startsWith(own + "?")) && back.length() < 2000 && back.chars().allMatch(c -> c > 0x20 && c < 0x7F) ? back : own;
    }

    private void table(ListVisit visit) throws IOException {
        var response = visit.response();
        response.setContentType("text/csv; charset=utf-8");
        response.setHeader("Content-Disposition", "attachment; filename=\"" + visit.list().name() + "-members.csv\"");
        var out = response.getOutputStream();
        out.write(MemberTable.line(MemberTable.COLUMNS.stream()).getBytes(StandardCharsets.UTF_8));
        for (long last = 0; ; ) {
            long after = last;
            record Chunk(long last, String text) { }
            var chunk = visit.reading(() -> {
                var some = members.after(visit.list().id(), List.of(Member.State.ON, Member.State.OFF, Member.State.DIGEST), after, CHUNK);
                return new Chunk(some.isEmpty() ? -1 : some.getLast().id(), some.stream().map(MemberTable::row).collect(Collectors.joining()));
            });
            if (chunk.last < 0) return;
            out.write(chunk.text.getBytes(StandardCharsets.UTF_8));
            last = chunk.last;
        }
    }
}
