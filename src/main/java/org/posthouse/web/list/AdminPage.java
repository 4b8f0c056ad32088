package org.posthouse.web.list;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Any;
import jakarta.enterprise.inject.Instance;
import jakarta.inject.Inject;
import jakarta.servlet.ServletException;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.posthouse.form.Forms;
import org.posthouse.form.Scope;
import org.posthouse.form.Audience;
import org.posthouse.form.owner.Standings;
import org.posthouse.web.ui.ListPage;
import org.posthouse.web.ui.ListVisit;

/// The owners' pages of a list: `/lists/<address>/admin/…`. A word that is no page here is the form `list-<word>`, with what stands behind it as the rest of its key.
@ApplicationScoped public class AdminPage implements ListPage {
    private static final String WORD = "admin";

    /// One of the pages below `admin`, a CDI bean.
    public interface Desk {
        /// Its word; empty for the first page.
        String word();

        /// @param rest behind the word
        void get(ListVisit visit, String rest) throws IOException, ServletException;

        default void post(ListVisit visit, String rest) throws IOException, ServletException { visit.refuse(405); }
    }

    @Inject Forms forms;
    @Inject @Any Instance<Desk> desks;

    @Override public Set<String> words() { return Set.of(WORD); }

    @Override public void get(ListVisit visit) throws IOException, ServletException {
        if (!visit.owner()) visit.closed();
        else if (desk(visit).isPresent()) desk(visit).get().get(visit, rest(visit));
        else form(visit);
    }

    @Override public void post(ListVisit visit) throws IOException, ServletException {
        if (!visit.owner()) visit.refuse(403);
        else if (desk(visit).isPresent()) desk(visit).get().post(visit, rest(visit));
        else form(visit);
    }

    private Optional<Desk> desk(ListVisit visit) { return desks.stream().filter(desk -> desk.word().equals(word(visit))).findFirst(); }

    private static String word(ListVisit visit) { return visit.rest().split("/", 2)[0]; }

    private static String rest(ListVisit visit) {
        var words = visit.rest().split("/", 2);
        return words.length < 2 ? "" : words[1];
    }

    private void form(ListVisit visit) throws IOException, ServletException {
        var id = "list-" + word(visit);
        var known = forms.find(id).filter(form -> form.scope() == Scope.LIST && !form.who().equals(List.of(Audience.SELF)));
        if (known.isEmpty() || visit.rest().length() > 200) visit.refuse(404);
        else visit.form(id, Standings.key(visit.list().id(), rest(visit).replace('/', '.')));
    }
}
