package org.posthouse.web.list;

import jakarta.inject.Inject;
import jakarta.servlet.annotation.WebServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.posthouse.database.Durability;
import org.posthouse.database.UnitOfWork;
import org.posthouse.list.MemberLinks;
import org.posthouse.routing.Addresses;
import org.posthouse.web.auth.GuestVisits;
import org.posthouse.web.ui.PageServlet;
import org.posthouse.web.ui.Visit;

/// All memberships of an address that has followed a mailed link, and the end of that visit.
@WebServlet("/lists/mine") public class MemberVisitServlet extends PageServlet {
    private static final long serialVersionUID = 1;

    @Inject transient Memberships memberships;
    @Inject transient MemberLinks links;
    @Inject transient UnitOfWork work;
    @Inject transient Durability durability;

    @Override protected void doGet(HttpServletRequest request, HttpServletResponse response) throws IOException {
        var who = Visit.subject(request);
        if (who.isEmpty()) redirect(response, "/lists/link");
        else if (!who.get().isGuest()) redirect(response, "/account/lists");
        else show(request, response, "list/mine.jte", reading(() -> memberships.of(who.get())));
    }

    @Override protected void doPost(HttpServletRequest request, HttpServletResponse response) throws IOException {
        var who = Visit.subject(request).filter(one -> one.isGuest());
        if (who.isEmpty() || !Visit.genuine(request)) {
            refuse(request, response, 403);
            return;
        }
        work.run(() -> Addresses.read(who.get().address()).ifPresent(links::leave));
        durability.await();
        GuestVisits.end(request, response);
        redirect(response, "/lists/");
    }
}
