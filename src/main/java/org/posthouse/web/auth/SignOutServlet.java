package org.posthouse.web.auth;

import jakarta.inject.Inject;
import jakarta.servlet.annotation.WebServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.posthouse.database.UnitOfWork;
import org.posthouse.token.Tokens;
import org.posthouse.web.ui.PageServlet;
import org.posthouse.web.ui.Visit;

/// Ends the session of this browser.
@WebServlet("/sign-out") public class SignOutServlet extends PageServlet {
    private static final long serialVersionUID = 1;

    @Inject transient Tokens tokens;
    @Inject transient UnitOfWork unitOfWork;

    @Override protected void doGet(HttpServletRequest request, HttpServletResponse response) { redirect(response, "/sign-in"); }

    @Override protected void doPost(HttpServletRequest request, HttpServletResponse response) throws IOException {
        if (Visit.subject(request).isPresent()) {
            if (!Visit.genuine(request)) {
                show(request, response, 403, "layout/refusal.jte", TurnedAwayServlet.FORGED);
                return;
            }
            unitOfWork.run(() -> tokens.end(Tokens.CURRENT.get()));
        }
        response.addHeader("Set-Cookie", Entrance.COOKIE + "=; Path=/; Max-Age=0; HttpOnly; SameSite=Lax");
        redirect(response, "/sign-in?out=1");
    }
}
