package org.posthouse.web.list;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.servlet.ServletException;
import java.io.IOException;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.posthouse.form.Forms;
import org.posthouse.form.Scope;
import org.posthouse.form.owner.Standings;
import org.posthouse.list.Members;
import org.posthouse.web.ui.ListPage;
import org.posthouse.web.ui.ListVisit;

/// What somebody is to a list: each of their addresses that belongs to it, how it gets the list's mail, and the way out. `/lists/<address>/me`, and the forms below it.
@ApplicationScoped public class MePage implements ListPage {
    @Inject Standings standings;
    @Inject Members members;
    @Inject Forms forms;

    /// @param title of the list
    public record Me(String title, String address, List<Line> lines, boolean owner, String base, String notice) { }

    /// @param state key of a text
    public record Line(long id, String address, String state, String since) { }

    @Override public Set<String> words() { return Set.of("me"); }

    @Override public void get(ListVisit visit) throws IOException, ServletException {
        if (!visit.rest().isEmpty()) form(visit);
        else visit.show("list/me.jte", visit.reading(() -> me(visit)));
    }

    @Override public void post(ListVisit visit) throws IOException, ServletException { form(visit); }

    private Me me(ListVisit visit) {
        var who = visit.subject().orElseThrow();
        var lines = members.of(standings.keys(who)).stream().filter(member -> member.list() == visit.list().id())
                .map(m -> new Line(m.id(), m.address(), m.state().name().toLowerCase(Locale.ROOT), visit.texts().date(m.since().atZone(who.zone()).toLocalDate()))).toList();
        return new Me(Lines.title(visit.list()), visit.list().address().toString(), lines, visit.owner(), visit.path(""), visit.texts().find("lists", "me.asked." + visit.text("asked")).orElse(""));
    }

    private void form(ListVisit visit) throws IOException, ServletException {
        var words = visit.rest().split("/", 2);
        var id = "list-" + words[0];
        var known = forms.find(id).filter(form -> form.scope() == Scope.LIST && form.who().contains(org.posthouse.form.Audience.SELF));
        if (known.isEmpty() || words.length < 2 || visit.rest().length() > 200) visit.refuse(404);
        else visit.form(id, Standings.key(visit.list().id(), words[1].replace('/', '.')));
    }
}
