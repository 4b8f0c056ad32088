package org.posthouse.web.admin;

import jakarta.inject.Inject;
import jakarta.servlet.ServletException;
import jakarta.servlet.annotation.MultipartConfig;
import jakarta.servlet.annotation.WebServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.posthouse.domain.Domains;
import org.posthouse.domain.LocalDomain;
import org.posthouse.domain.Rejected;
import org.posthouse.form.Forbidden;
import org.posthouse.form.Subject;
import org.posthouse.table.AccountCsv;
import org.posthouse.table.SystemDesk;
import org.posthouse.table.SystemDesk.Work;
import org.posthouse.table.SystemFiles;
import org.posthouse.table.SystemUsers;
import org.posthouse.table.SystemUsers.Line;
import org.posthouse.table.SystemUsers.Result;
import org.posthouse.table.SystemUsers.Wanted;
import org.posthouse.text.Texts;
import org.posthouse.web.ui.PageServlet;
import org.posthouse.web.ui.Visit;

/// People of a UNIX machine: its files are sent, or this machine's are read, every line of them is looked at, then the accounts are opened.
@MultipartConfig(maxFileSize = 256 << 20, maxRequestSize = 270 << 20, fileSizeThreshold = 1 << 20)
@WebServlet({"/admin/system-users", "/admin/system-users/*"}) public class SystemUsersServlet extends PageServlet {
    private static final long serialVersionUID = 1;
    private static final String PATH = "/admin/system-users";
    private static final String TEXTS = "system-users";
    private static final int SHOWN = 2000;

    @Inject transient SystemDesk desk;
    @Inject transient Domains domains;

    /// @param faults sentences; none at first
    public record Send(List<String> faults, List<String> domains, String domain) { }

    /// @param counts created, unchanged, refused, of the system
    /// @param links  there is a list of links to hand out
    /// @param more   lines that are not shown
    public record Seen(String path, boolean done, List<Long> counts, List<Row> rows, boolean links, int more) { }

    /// @param badge class of the badge
    public record Row(String place, String what, String to, String result, String badge, String why) { }

    @Override protected void doGet(HttpServletRequest request, HttpServletResponse response) throws IOException {
        var who = postmaster(request);
        var id = id(request);
        if (id.isEmpty()) send(request, response, 200, List.of());
        else if (id.endsWith("/links.csv")) links(response, find(who, id.replace("/links.csv", "")));
        else seen(request, response, find(who, id));
    }

    @Override protected void doPost(HttpServletRequest request, HttpServletResponse response) throws IOException, ServletException {
        var who = postmaster(request);
        if (!Visit.genuine(request)) {
            show(request, response, 403, "layout/refusal.jte", 4031);
            return;
        }
        try {
            var work = id(request).isEmpty() ? desk.take(who, new Wanted(files(request), domain(text(request, "domain")), request.getParameter("links") != null)) : find(who, id(request));
            if (!id(request).isEmpty()) desk.begin(who, work);
            redirect(response, PATH + '/' + work.id());
        } catch (Rejected rejected) {
            if (rejected.kind() == Rejected.Kind.ABSENT) throw rejected;
            var texts = texts(request);
            send(request, response, 422, rejected.faults().stream().map(fault -> texts.get(TEXTS, fault.field()) + ": " + texts.fault(fault)).toList());
        }
    }

    private static Subject postmaster(HttpServletRequest request) {
        var who = subject(request);
        if (!who.isPostmaster()) throw new Forbidden();
        return who;
    }

    private static String id(HttpServletRequest request) { return request.getPathInfo() == null ? "" : request.getPathInfo().substring(1); }

    private Work find(Subject who, String id) { return desk.find(who, id).orElseThrow(() -> Rejected.absent("key", "there is no such thing")); }

    private String domain(String name) { return domains.local().find(name.strip()).map(LocalDomain::name).orElseThrow(() -> Rejected.invalid("domain", "choose a domain of this house")); }

    private static SystemFiles files(HttpServletRequest request) throws IOException, ServletException {
        if (request.getParameter("machine") != null) return SystemFiles.ofMachine(Path.of("/")).needed();
        try (var homes = request.getPart("homes") == null ? java.io.InputStream.nullInputStream() : request.getPart("homes").getInputStream()) {
            return SystemFiles.of(file(request, "passwd"), file(request, "aliases"), file(request, "loginDefs"), homes).needed();
        }
    }

    private static String file(HttpServletRequest request, String name) throws IOException, ServletException {
        var part = request.getPart(name);
        if (part == null) return "";
        try (var in = part.getInputStream()) {
            return SystemFiles.text(name, in, SystemFiles.MOST_FILE);
        }
    }

    private void send(HttpServletRequest request, HttpServletResponse response, int status, List<String> faults) throws IOException {
        var names = domains.local().all().stream().map(LocalDomain::name).sorted().toList();
        show(request, response, status, "admin/system-users.jte", new Send(faults, names, domains.local().first().map(LocalDomain::name).orElse("")));
    }

    private void seen(HttpServletRequest request, HttpServletResponse response, Work work) throws IOException {
        var texts = texts(request);
        var counts = SystemUsers.counts(work.lines());
        var order = Map.of(Result.REFUSED, 0, Result.CREATED, 1, Result.UNCHANGED, 2, Result.SYSTEM, 3);
        var rows = work.lines().stream().sorted(Comparator.comparing(line -> order.get(line.result()))).limit(SHOWN).map(line -> row(line, work.done(), texts)).toList();
        show(request, response, "admin/system-users-seen.jte", new Seen(PATH + '/' + work.id(), work.done(), Arrays.stream(Result.values()).map(counts::get).toList(), rows,
                work.lines().stream().anyMatch(line -> !line.link().isEmpty()), Math.max(0, work.lines().size() - SHOWN)));
    }

    private static Row row(Line line, boolean done, Texts texts) {
        var badge = switch (line.result()) {
            case CREATED -> "ok";
            case REFUSED -> "bad";
            case UNCHANGED, SYSTEM -> "off";
        };
        return new Row(line.line() > 0 ? line.file() + " " + line.line() : line.file(), line.what(), line.to(), texts.get(TEXTS, (done ? "was." : "will.") + line.result()), badge, line.why().isEmpty() ? "" : texts.fault(line.why().getFirst()));
    }

    private static void links(HttpServletResponse response, Work work) throws IOException {
        var text = new StringBuilder("address,name,link\r\n");
        work.lines().stream().filter(line -> !line.link().isEmpty()).forEach(line -> text.append(AccountCsv.line(Stream.of(line.what(), line.to(), line.link()))));
        response.setContentType("text/csv; charset=utf-8");
        response.setHeader("Content-Disposition", "attachment; filename=\"links.csv\"");
        response.setHeader("Cache-Control", "no-store");
        response.getOutputStream().write(text.toString().getBytes(StandardCharsets.UTF_8));
    }
}
