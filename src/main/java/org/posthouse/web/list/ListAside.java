package org.posthouse.web.list;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.posthouse.database.UnitOfWork;
import org.posthouse.form.Subject;
import org.posthouse.form.owner.Standings;
import org.posthouse.list.HeldItems;
import org.posthouse.list.ListEntry;
import org.posthouse.list.Lists;
import org.posthouse.list.Standing;
import org.posthouse.routing.Addresses;
import org.posthouse.text.Texts;
import org.posthouse.web.ui.Aside;
import org.posthouse.web.ui.ListVisit;
import org.posthouse.web.ui.Screen.Group;
import org.posthouse.web.ui.Screen.Link;

/// The pages of a list, at the left of each of them.
@ApplicationScoped public class ListAside implements Aside {
    private static final List<String> WORK = List.of("", "members", "held", "statistics");
    private static final List<String> SETTINGS = List.of("basics", "joining", "posting", "dressing", "digests", "archive", "bounces", "letters");

    @Inject Lists lists;
    @Inject Standings standings;
    @Inject HeldItems held;
    @Inject UnitOfWork unitOfWork;

    @Override public List<Group> of(Subject subject, String path, Texts texts) {
        var words = path.split("/", 5);
        if (words.length < 4 || !words[1].equals("lists")) return List.of();
        return Addresses.read(words[2]).flatMap(lists.now()::find).map(list -> groups(subject, list, words[3], words.length > 4 ? words[4].split("/")[0] : "", texts)).orElse(List.of());
    }

    private List<Group> groups(Subject subject, ListEntry list, String word, String page, Texts texts) {
        record Look(Standing standing, long waiting) { }
        var look = unitOfWork.call(() -> {
            var standing = standings.of(list, Optional.of(subject));
            return new Look(standing, standing == Standing.OWNER ? held.count(list.id()) : 0);
        });
        boolean admin = word.equals("admin");
        var groups = new ArrayList<Group>();
        var first = new ArrayList<Link>();
        if (list.plan().archiving().kept() && list.plan().archiving().seen().to(look.standing)) first.add(new Link(ListVisit.path(list, ""), texts.get("lists", "nav.archive"), !admin && !List.of("info", "me", "import").contains(word), 0));
        first.add(new Link(ListVisit.path(list, "info"), texts.get("lists", "nav.info"), word.equals("info"), 0));
        if (look.standing != Standing.STRANGER) first.add(new Link(ListVisit.path(list, "me"), texts.get("lists", "nav.me"), word.equals("me"), 0));
        groups.add(new Group(Lines.title(list), first));
        if (look.standing != Standing.OWNER) return groups;
        var work = new ArrayList<Link>();
        for (var one : WORK) work.add(new Link(ListVisit.path(list, "admin/" + one), texts.get("lists", "nav." + (one.isEmpty() ? "today" : one)), admin && page.equals(one), one.equals("held") ? look.waiting : 0));
        if (list.plan().archiving().kept()) work.add(new Link(ListVisit.path(list, "import"), texts.get("archive", "import"), word.equals("import"), 0));
        groups.add(new Group(texts.get("lists", "nav.work"), work));
        groups.add(new Group(texts.get("lists", "nav.settings"), SETTINGS.stream().map(one -> new Link(ListVisit.path(list, "admin/" + one), one.equals("letters") ? texts.get("lists", "nav.letters") : texts.get("list-" + one, "link"), admin && page.equals(one), 0)).toList()));
        return groups;
    }
}
