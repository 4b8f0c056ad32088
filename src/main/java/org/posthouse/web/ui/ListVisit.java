package org.posthouse.web.ui;

import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.function.Supplier;
import org.posthouse.form.Key;
import org.posthouse.form.Subject;
import org.posthouse.list.ListEntry;
import org.posthouse.list.Standing;
import org.posthouse.text.Texts;

/// Somebody at a page of a list.
///
/// @param standing of who is signed in; who administers the list's domain is an owner
/// @param word     behind the list's address, or empty
/// @param rest     behind the word, decoded, without a slash in front; all behind the address when no bean has the word
public record ListVisit(ListsServlet servlet, HttpServletRequest request, HttpServletResponse response, ListEntry list, Standing standing, String word, String rest) {
    public Optional<Subject> subject() { return Visit.subject(request); }

    public Texts texts() { return PageServlet.texts(request); }

    public boolean owner() { return standing == Standing.OWNER; }

    /// Of the list's pages.
    ///
    /// @param rest without a slash in front; empty for the first page
    public String path(String rest) { return path(list, rest); }

    public static String path(ListEntry list, String rest) { return "/lists/" + list.address() + "/" + rest; }

    public <T> T reading(Supplier<T> look) { return servlet.reading(look); }

    /// At most 320 characters of a parameter, or nothing.
    public String text(String parameter) { return PageServlet.text(request, parameter); }

    public int page() { return PageServlet.page(request); }

    public int number(String parameter, int otherwise, int most) { return PageServlet.number(request, parameter, otherwise, most); }

    public void show(String template, Object model) throws IOException { servlet.show(request, response, template, model); }

    public void show(int status, String template, Object model) throws IOException { servlet.show(request, response, status, template, model); }

    /// One of 403, 404, 405, 500 as a page.
    public void refuse(int status) throws IOException { servlet.refuse(request, response, status); }

    /// Not for them: strangers are asked to sign in and come back, others are told.
    public void closed() throws IOException {
        if (subject().isPresent()) refuse(403);
        else PageServlet.redirect(response, "/sign-in?to=" + URLEncoder.encode(Visit.path(request) + (request.getQueryString() == null ? "" : "?" + request.getQueryString()), StandardCharsets.UTF_8));
    }

    public void redirect(String path) { PageServlet.redirect(response, path); }

    /// Goes on as the form of the engine, at the path of this visit.
    public void form(String id, Key key) throws IOException, ServletException {
        request.setAttribute(FormServlet.OF_A_LIST, new FormServlet.OfAList(id, key, path(word + "/")));
        request.getServletContext().getNamedDispatcher(FormServlet.NAME).forward(request, response);
    }
}
