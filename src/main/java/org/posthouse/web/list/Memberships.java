package org.posthouse.web.list;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.Comparator;
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

/// The lists of somebody: those they belong to, with what they get, and those they look after, with what waits. In the caller's transaction.
@ApplicationScoped public class Memberships {
    @Inject Lists lists;
    @Inject Members members;
    @Inject HeldItems held;
    @Inject Standings standings;

    public record Mine(List<Membership> memberships, List<Owned> owned, String address) { }

    /// @param state key of a text
    public record Membership(String title, String list, String address, String state, String change, String move, String leave, String archive) { }

    public record Owned(String title, String list, String admin, long waiting) { }

    Mine of(Subject who) {
        var keys = standings.keys(who);
        var theirs = members.of(keys).stream().flatMap(member -> lists.now().find(member.list()).map(list -> membership(list, member)).stream()).sorted(Comparator.comparing(Membership::title)).toList();
        var owned = standings.owned(who).stream().map(list -> new Owned(Lines.title(list), list.address().toString(), ListVisit.path(list, "admin/"), held.count(list.id()))).toList();
        return new Mine(theirs, owned, who.isGuest() ? who.address() : "");
    }

    private static Membership membership(ListEntry list, Member member) {
        return new Membership(Lines.title(list), list.address().toString(), member.address(), member.state().name().toLowerCase(Locale.ROOT), ListVisit.path(list, "me/membership/" + member.id()), ListVisit.path(list, "me/move/" + member.id()), ListVisit.path(list, "me/leave/" + member.id()),
                list.plan().archiving().kept() ? ListVisit.path(list, "") : "");
    }
}
