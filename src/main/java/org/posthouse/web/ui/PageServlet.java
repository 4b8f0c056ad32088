package org.posthouse.web.ui;

import jakarta.inject.Inject;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.lang.System.Logger.Level;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Supplier;
import org.posthouse.database.UnitOfWork;
import org.posthouse.domain.Rejected;
import org.posthouse.form.Forbidden;
import org.posthouse.form.Forms;
import org.posthouse.form.Subject;
import org.posthouse.text.Texts;

/// A page: reads, and shows a template in the frame. The filter has asked already whether they may come to this path at all.
public abstract class PageServlet extends HttpServlet {
    private static final long serialVersionUID = 1;
    private static final System.Logger LOG = System.getLogger(PageServlet.class.getName());
    private static final String BEGUN = PageServlet.class.getName() + ".begun";

    @Inject transient Templates templates;
    @Inject transient Navigation navigation;
    @Inject transient UnitOfWork unitOfWork;
    @Inject transient Forms forms;

    @Override protected void service(HttpServletRequest request, HttpServletResponse response) throws ServletException, IOException {
        if (request.getAttribute(BEGUN) == null) request.setAttribute(BEGUN, System.nanoTime());
        if (request.getCharacterEncoding() == null) request.setCharacterEncoding(StandardCharsets.UTF_8.name());
        try {
            super.service(request, response);
        } catch (Forbidden e) {
            refuse(request, response, 403);
        } catch (Rejected e) {
            if (e.kind() != Rejected.Kind.ABSENT) throw e;
            refuse(request, response, 404);
        } catch (RuntimeException e) {
            LOG.log(Level.ERROR, "event=page-failed path=" + Visit.path(request).replaceAll("[^ -~]", "?"), e);
            refuse(request, response, 500);
        }
    }

    /// @throws Forbidden when nobody is signed in
    protected static Subject subject(HttpServletRequest request) { return Visit.subject(request).orElseThrow(Forbidden::new); }

    /// @throws Forbidden for who administers nothing
    protected static Subject administrator(HttpServletRequest request) {
        var who = subject(request);
        if (!who.isAdministrator()) throw new Forbidden();
        return who;
    }

    /// In the language of this visit.
    protected static Texts texts(HttpServletRequest request) { return Texts.in(Visit.locale(request)); }

    /// A consistent look; lazy parts can be read in it, so make a model of values there.
    protected <T> T reading(Supplier<T> look) { return unitOfWork.call(look); }

    protected static int page(HttpServletRequest request) { return number(request, "page", 0, 100_000); }

    protected static int number(HttpServletRequest request, String parameter, int otherwise, int most) {
        var text = request.getParameter(parameter);
        return text == null || !text.matches("\\d{1,9}") ? otherwise : Math.min(Integer.parseInt(text), most);
    }

    /// At most 320 characters of a parameter, or nothing.
    protected static String text(HttpServletRequest request, String parameter) {
        var text = request.getParameter(parameter);
        return text == null ? "" : text.length() > 320 ? text.substring(0, 320) : text;
    }

    protected void show(HttpServletRequest request, HttpServletResponse response, String template, Object model) throws IOException { show(request, response, 200, template, model); }

    /// @param model given to the template as `model`; null for one that takes none
    protected void show(HttpServletRequest request, HttpServletResponse response, int status, String template, Object model) throws IOException {
        var parameters = new HashMap<String, Object>(Map.of("screen", screen(request)));
        if (model != null) parameters.put("model", model);
        var octets = templates.render(template, parameters).getBytes(StandardCharsets.UTF_8);
        response.setStatus(status);
        response.setContentType("text/html; charset=UTF-8");
        response.setHeader("Content-Language", texts(request).language().bcp47());
        if (request.getAttribute(BEGUN) instanceof Long begun) response.setHeader("Server-Timing", "page;dur=" + String.format(Locale.ROOT, "%.1f", (System.nanoTime() - begun) / 1e6));
        response.setContentLength(octets.length);
        if (!request.getMethod().equals("HEAD")) response.getOutputStream().write(octets);
    }

    /// One of 403, 404, 405, 500 as a page.
    protected void refuse(HttpServletRequest request, HttpServletResponse response, int status) throws IOException {
        if (response.isCommitted()) return;
        response.resetBuffer();                                          // the filter's headers stay
        show(request, response, status, "layout/refusal.jte", status);
    }

    protected static void redirect(HttpServletResponse response, String path) {
        response.setStatus(303);                                         // RFC 9110 §15.4.4: go on with GET
        response.setHeader("Location", path);
    }

    private Screen screen(HttpServletRequest request) {
        var texts = texts(request);
        var path = Visit.path(request);
        var subject = Visit.subject(request);
        long change = subject.isPresent() && !request.getMethod().equals("POST") ? number(request, "done", 0, Integer.MAX_VALUE) : 0;      // of a body that is being read by parts, or found no room on the disk, nothing is asked again
        return new Screen(texts, subject, path, subject.map(s -> navigation.of(s, path, texts)).orElse(List.of()), to -> Visit.forgeryToken(request, to), change, change > 0 && subject.get().isAdministrator() && forms.canUndo(subject.get(), change));
    }
}
