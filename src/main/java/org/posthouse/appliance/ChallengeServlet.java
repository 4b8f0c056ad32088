package org.posthouse.appliance;

import jakarta.inject.Inject;
import jakarta.servlet.annotation.WebServlet;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.posthouse.certificate.Challenges;

/// Answers an authority that looks whether a name leads here (RFC 8555 §8.3). Open to all, in clear, and nothing but what was ordered a moment ago.
@WebServlet(ChallengeServlet.PATH + "*") public class ChallengeServlet extends HttpServlet {
    public static final String PATH = "/.well-known/acme-challenge/";

    private static final long serialVersionUID = 1;

    @Inject transient Challenges challenges;

    @Override protected void doGet(HttpServletRequest request, HttpServletResponse response) throws IOException {
        var token = request.getPathInfo() == null ? "" : request.getPathInfo().substring(1);
        var answer = challenges.answer(token);
        if (answer.isEmpty()) {
            response.setStatus(404);
            return;
        }
        response.setContentType("application/octet-stream");
        response.setHeader("Cache-Control", "no-store");
        response.getOutputStream().write(answer.get().getBytes(StandardCharsets.US_ASCII));
    }
}
