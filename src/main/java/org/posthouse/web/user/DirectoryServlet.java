package org.posthouse.web.user;

import jakarta.inject.Inject;
import jakarta.servlet.annotation.WebServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import org.posthouse.account.WhitePages;
import org.posthouse.account.WhitePages.Entry;
import org.posthouse.domain.UserOption;
import org.posthouse.form.Forbidden;
import org.posthouse.form.Key;
import org.posthouse.form.user.Whose;
import org.posthouse.web.ui.PageServlet;
import org.posthouse.web.ui.Pager;

/// The people of one's own domain who want to be found.
@WebServlet("/account/directory") public class DirectoryServlet extends PageServlet {
    private static final long serialVersionUID = 1;
    private static final int SIZE = 50;

    @Inject transient Whose whose;
    @Inject transient WhitePages pages;

    public record Directory(String domain, String query, List<Entry> entries, Pager pager, boolean listing) { }

    @Override protected void doGet(HttpServletRequest request, HttpServletResponse response) throws IOException {
        var who = subject(request);
        var own = Key.of(who.account());
        var query = text(request, "q");
        int page = page(request);
        show(request, response, "user/directory.jte", reading(() -> {
            var home = whose.account(who, own).domain();
            if (home.isEmpty() || !whose.offersMail(who, own, UserOption.DIRECTORY)) throw new Forbidden();
            var found = pages.page(home.get().id(), query, page * SIZE, SIZE);
            return new Directory(home.get().name(), query, found.entries(), Pager.of(page, found.total(), SIZE, "/account/directory", Map.of("q", query)), whose.offersMail(who, own, UserOption.DIRECTORY_LISTING));
        }));
    }
}
