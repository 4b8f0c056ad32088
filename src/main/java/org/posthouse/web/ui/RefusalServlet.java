package org.posthouse.web.ui;

import jakarta.servlet.RequestDispatcher;
import jakarta.servlet.annotation.WebServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Set;

/// What web.xml sends errors to that no page showed: a path that leads nowhere, a method that a page does not have.
@WebServlet("/refused") public class RefusalServlet extends PageServlet {
    private static final long serialVersionUID = 1;
    private static final Set<Integer> KNOWN = Set.of(403, 404, 405, 500);

    @Override protected void service(HttpServletRequest request, HttpServletResponse response) throws IOException {
        int status = request.getAttribute(RequestDispatcher.ERROR_STATUS_CODE) instanceof Integer code ? code : 404;
        show(request, response, status, "layout/refusal.jte", KNOWN.contains(status) ? status : status < 500 ? 404 : 500);
    }
}
