package org.posthouse.web.user;

import jakarta.inject.Inject;
import jakarta.servlet.annotation.WebServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Optional;
import org.posthouse.database.Durability;
import org.posthouse.database.UnitOfWork;
import org.posthouse.delivery.ForwardLetters;
import org.posthouse.delivery.ForwardLetters.Question;
import org.posthouse.web.ui.PageServlet;

/// Where the link of a letter leads that asks whether an address elsewhere may get mail of this house. Whoever has the letter may answer, signed in or not; opening the page answers nothing.
@WebServlet("/forward/*") public class ForwardServlet extends PageServlet {
    private static final long serialVersionUID = 1;

    @Inject transient ForwardLetters letters;
    @Inject transient UnitOfWork unitOfWork;
    @Inject transient Durability durability;

    /// @param state `ask`, `agreed` or `gone`
    public record Page(String state, String from, String to, String path) { }

    @Override protected void doGet(HttpServletRequest request, HttpServletResponse response) throws IOException {
        var token = token(request);
        answer(request, response, reading(() -> letters.question(token)), "ask");
    }

    @Override protected void doPost(HttpServletRequest request, HttpServletResponse response) throws IOException {
        var token = token(request);
        var agreed = unitOfWork.call(() -> letters.agree(token));
        durability.await();
        answer(request, response, agreed, "agreed");
    }

    private void answer(HttpServletRequest request, HttpServletResponse response, Optional<Question> question, String state) throws IOException {
        if (question.isEmpty()) show(request, response, 404, "user/forward.jte", new Page("gone", "", "", ""));
        else show(request, response, 200, "user/forward.jte", new Page(state, question.get().from(), question.get().to(), "/forward/" + token(request)));
    }

    private static String token(HttpServletRequest request) { return Optional.ofNullable(request.getPathInfo()).map(path -> path.substring(1)).filter(text -> text.matches("[A-Za-z0-9]{1,32}")).orElse(""); }
}
