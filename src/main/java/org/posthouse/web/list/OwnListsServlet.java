package org.posthouse.web.list;

import jakarta.inject.Inject;
import jakarta.servlet.annotation.WebServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.posthouse.web.ui.PageServlet;

/// My lists, of who has an account.
@WebServlet("/account/lists") public class OwnListsServlet extends PageServlet {
    private static final long serialVersionUID = 1;

    @Inject transient Memberships memberships;

    @Override protected void doGet(HttpServletRequest request, HttpServletResponse response) throws IOException {
        var who = subject(request);
        show(request, response, "list/mine.jte", reading(() -> memberships.of(who)));
    }
}
