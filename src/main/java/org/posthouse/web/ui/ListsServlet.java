package org.posthouse.web.ui;

import jakarta.enterprise.inject.Any;
import jakarta.enterprise.inject.Instance;
import jakarta.inject.Inject;
import jakarta.servlet.ServletException;
import jakarta.servlet.annotation.MultipartConfig;
import jakarta.servlet.annotation.WebServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Optional;
import org.posthouse.domain.Rejected;
import org.posthouse.form.owner.Standings;
import org.posthouse.list.Lists;
import org.posthouse.routing.Addresses;

/// All below `/lists/<address>/`: finds the list and who asks, and hands over to the [ListPage] of the word behind the address. `/lists/` itself is a page of its own.
@WebServlet("/lists/*") @MultipartConfig(maxFileSize = 9 << 20, maxRequestSize = 20 << 20, fileSizeThreshold = 10 << 20)
public class ListsServlet extends PageServlet {
    private static final long serialVersionUID = 1;

    @Inject transient Lists lists;
    @Inject transient Standings standings;
    @Inject @Any transient Instance<ListPage> pages;

    @Override protected void doGet(HttpServletRequest request, HttpServletResponse response) throws IOException, ServletException {
        if (request.getPathInfo() == null) {
            redirect(response, "/lists/");
            return;
        }
        var visit = visit(request, response);
        var asked = request.getPathInfo();
        var exact = "/" + visit.list().address();
        boolean bare = asked.indexOf('/', 1) < 0;
        if (bare || !asked.startsWith(exact + "/")) redirect(response, "/lists" + exact + (bare ? "/" : behind(request)) + (request.getQueryString() == null ? "" : "?" + request.getQueryString()));    // another of its names, or its name in another case
        else page(visit).get(visit);
    }

    @Override protected void doPost(HttpServletRequest request, HttpServletResponse response) throws IOException, ServletException {
        var visit = visit(request, response);
        var type = request.getContentType();
        if (type != null && type.strip().regionMatches(true, 0, "multipart/", 0, 10) && !visit.owner()) visit.refuse(403);      // only owners send files, and files are held in memory
        else page(visit).post(visit);
    }

    /// What follows the list's address, encoded as it came.
    private static String behind(HttpServletRequest request) {
        var path = request.getRequestURI();
        int slash = path.indexOf('/', request.getContextPath().length() + request.getServletPath().length() + 1);
        return slash < 0 ? "/" : path.substring(slash);
    }

    private ListVisit visit(HttpServletRequest request, HttpServletResponse response) {
        var path = request.getPathInfo() == null ? "" : request.getPathInfo().substring(1);
        int slash = path.indexOf('/');
        var list = Addresses.read(slash < 0 ? path : path.substring(0, slash)).flatMap(lists.now()::find).orElseThrow(() -> Rejected.absent("key", "there is no such list"));
        var behind = slash < 0 ? "" : path.substring(slash + 1);
        int next = behind.indexOf('/');
        var word = next < 0 ? behind : behind.substring(0, next);
        var who = Visit.subject(request);
        if (who.isPresent()) response.setHeader("Cache-Control", "no-store");
        boolean taken = !word.isEmpty() && find(word).isPresent();
        return new ListVisit(this, request, response, list, reading(() -> standings.of(list, who)), taken ? word : "", !taken ? behind : next < 0 ? "" : behind.substring(next + 1));
    }

    private Optional<ListPage> find(String word) { return pages.stream().filter(page -> page.words().contains(word)).findFirst(); }

    private ListPage page(ListVisit visit) { return find(visit.word()).orElseThrow(() -> Rejected.absent("key", "there is no such page")); }
}
