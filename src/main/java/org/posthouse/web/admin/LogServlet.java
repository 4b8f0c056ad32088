package org.posthouse.web.admin;

import jakarta.inject.Inject;
import jakarta.servlet.annotation.WebServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.posthouse.form.Forbidden;
import org.posthouse.log.LogBook;
import org.posthouse.log.LogBook.Filter;
import org.posthouse.log.LogEntry;
import org.posthouse.log.LogGroup;
import org.posthouse.text.Texts;
import org.posthouse.web.ui.PageServlet;
import org.posthouse.web.ui.Pager;

/// The log, newest first, to read and to search.
@WebServlet("/admin/log") public class LogServlet extends PageServlet {
    private static final long serialVersionUID = 1;
    private static final String TEXTS = "log";
    private static final int SIZE = 200;
    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss");

    @Inject transient LogBook book;

    /// @param pager its last page is the next one while there is more
    /// @param cut   older lines were not looked at
    public record All(List<Line> lines, String query, String group, boolean problems, String day, List<Group> groups, Pager pager, boolean more, boolean cut) { }

    public record Group(String label, String title) { }

    /// @param look of the badge: ok for what happened, wait for a warning, bad for an error, off for details
    public record Line(String time, String look, String level, String group, String logger, String message, String trace) { }

    @Override protected void doGet(HttpServletRequest request, HttpServletResponse response) throws IOException {
        var who = subject(request);
        if (!who.isPostmaster()) throw new Forbidden();
        var texts = texts(request);
        var query = text(request, "q");
        var group = Arrays.stream(LogGroup.values()).filter(g -> g.label().equals(request.getParameter("group"))).findFirst();
        boolean problems = "problems".equals(request.getParameter("level"));
        var day = day(request.getParameter("day"));
        int page = page(request);
        var found = book.page(new Filter(query, problems, group, day.map(d -> d.atStartOfDay(who.zone()).toInstant()), day.map(d -> d.plusDays(1).atStartOfDay(who.zone()).toInstant())), page * SIZE, SIZE);
        var filters = Map.of("q", query, "group", group.map(LogGroup::label).orElse(""), "level", problems ? "problems" : "", "day", day.map(LocalDate::toString).orElse(""));
        show(request, response, "admin/log.jte", new All(found.entries().stream().map(entry -> line(entry, who.zone(), texts)).toList(), query, filters.get("group"), problems, filters.get("day"),
                Arrays.stream(LogGroup.values()).map(g -> new Group(g.label(), title(g, texts))).toList(), new Pager(page, found.more() ? page + 1 : page, "/admin/log", filters), found.more(), found.cut()));
    }

    private static Optional<LocalDate> day(String text) {
        try {
            return text == null || text.isBlank() ? Optional.empty() : Optional.of(LocalDate.parse(text)).filter(day -> day.getYear() > 1990 && day.getYear() < 10_000);
        } catch (DateTimeParseException e) {
            return Optional.empty();
        }
    }

    private static String title(LogGroup group, Texts texts) { return texts.get("logging", group == LogGroup.SIGN_IN ? "signIn" : group.label()); }

    private static Line line(LogEntry entry, ZoneId zone, Texts texts) {
        var look = entry.isError() ? "bad" : entry.isWarning() ? "wait" : entry.level().equals("INFO") ? "ok" : "off";
        return new Line(TIME.format(entry.at().atZone(zone)), look, texts.get(TEXTS, "level." + look), title(entry.group(), texts), entry.logger(), entry.message(), entry.trace());
    }
}
