package org.posthouse.web.auth;

import jakarta.servlet.annotation.WebServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.posthouse.web.ui.PageServlet;

/// Says why [AccessFilter] does not let somebody through, at the path that they asked for; nothing is at its own.
@WebServlet(name = TurnedAwayServlet.NAME, urlPatterns = "/turned-away") public class TurnedAwayServlet extends PageServlet {
    private static final long serialVersionUID = 1;

    static final String NAME = "turned-away";
    /// Request attribute: one of the constants below, which the texts of the frame know.
    static final String WHY = TurnedAwayServlet.class.getName();
    static final int FORBIDDEN = 403;
    static final int FORGED = 4031;
    static final int INSECURE = 4032;

    @Override protected void service(HttpServletRequest request, HttpServletResponse response) throws IOException {
        if (request.getAttribute(WHY) instanceof Integer why) show(request, response, 403, "layout/refusal.jte", why);
        else refuse(request, response, 404);
    }
}
