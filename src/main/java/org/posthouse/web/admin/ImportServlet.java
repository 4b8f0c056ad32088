package org.posthouse.web.admin;

import jakarta.inject.Inject;
import jakarta.servlet.ServletException;
import jakarta.servlet.annotation.MultipartConfig;
import jakarta.servlet.annotation.WebServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.posthouse.account.AccountPlan;
import org.posthouse.account.Role;
import org.posthouse.domain.Rejected;
import org.posthouse.form.Subject;
import org.posthouse.form.admin.Wards;
import org.posthouse.table.AccountCsv;
import org.posthouse.table.AccountImport.Result;
import org.posthouse.table.ImportDesk;
import org.posthouse.table.ImportWork;
import org.posthouse.table.ImportWork.State;
import org.posthouse.table.Unreadable;
import org.posthouse.web.ui.PageServlet;
import org.posthouse.web.ui.Visit;

/// A table of accounts: sent, looked at row by row, then opened behind a page that says how far it is and asks again every two seconds.
@MultipartConfig(maxFileSize = 9 << 20, maxRequestSize = 20 << 20, fileSizeThreshold = 10 << 20)
@WebServlet({"/admin/import-accounts", "/admin/import-accounts/*"}) public class ImportServlet extends PageServlet {
    private static final long serialVersionUID = 1;
    private static final String PATH = "/admin/import-accounts";
    private static final int SHOWN = 1000;

    @Inject transient ImportDesk desk;
    @Inject transient Wards wards;

    /// @param faults sentences; none at first
    public record Send(List<String> faults) { }

    /// @param counts created, unchanged, refused
    /// @param more   rows that are not shown
    public record Progress(String path, State state, int done, int total, List<Long> counts, List<Row> rows, int more) { }

    /// @param badge class of the badge
    public record Row(long line, String address, String result, String badge, String why) { }

    @Override protected void doGet(HttpServletRequest request, HttpServletResponse response) throws IOException {
        var who = administrator(request);
        if (id(request).isEmpty()) show(request, response, "admin/import-accounts.jte", new Send(List.of()));
        else if (id(request).endsWith("/result.csv")) download(response, find(who, id(request).replace("/result.csv", "")));
        else progress(request, response, find(who, id(request)));
    }

    @Override protected void doPost(HttpServletRequest request, HttpServletResponse response) throws IOException, ServletException {
        var who = administrator(request);
        if (!Visit.genuine(request)) {
            show(request, response, 403, "layout/refusal.jte", 4031);
            return;
        }
        if (!id(request).isEmpty()) {
            var work = find(who, id(request));
            desk.begin(who, work, rule(who));
            redirect(response, PATH + '/' + work.id());
            return;
        }
        var texts = texts(request);
        try {
            redirect(response, PATH + '/' + desk.take(who, AccountCsv.read(table(request)), rule(who)).id());
        } catch (Unreadable unreadable) {
            show(request, response, 422, "admin/import-accounts.jte", new Send(List.of(texts.fault(unreadable.fault()))));
        } catch (Rejected rejected) {
            show(request, response, 422, "admin/import-accounts.jte", new Send(rejected.faults().stream().map(f -> f.field().equals("table") ? texts.fault(f) : f.field() + ": " + texts.fault(f)).toList()));
        }
    }

    private static String id(HttpServletRequest request) { return request.getPathInfo() == null ? "" : request.getPathInfo().substring(1); }

    private ImportWork find(Subject who, String id) { return desk.find(who, id).orElseThrow(() -> Rejected.absent("key", "there is no such thing")); }

    /// The file, else what was pasted.
    private static InputStream table(HttpServletRequest request) throws IOException, ServletException {
        boolean parts = request.getContentType() != null && request.getContentType().startsWith("multipart/");
        var file = parts ? request.getPart("file") : null;
        if (file != null && file.getSize() > 0) return file.getInputStream();
        var pasted = request.getParameter("table");
        return new ByteArrayInputStream((pasted == null ? "" : pasted).getBytes(StandardCharsets.UTF_8));
    }

    /// Domain administrators open accounts in their own domains, and make nobody a postmaster; that is for the form about postmasters, which asks for a password.
    private Consumer<AccountPlan> rule(Subject who) {
        return plan -> {
            if (plan.role() == Role.POSTMASTER) throw Rejected.invalid("role", "postmasters are named on a form of their own");
            wards.withinReach(who, List.of(), plan.addresses());
        };
    }

    private void progress(HttpServletRequest request, HttpServletResponse response, ImportWork work) throws IOException {
        var texts = texts(request);
        var state = work.state();
        var lines = work.lines();
        boolean busy = state == State.LOOKING || state == State.RUNNING;
        if (busy) response.setHeader("Refresh", "2");
        var tense = state == State.LOOKED ? "will." : "was.";
        var rows = busy ? List.<Row>of() : Stream.concat(lines.stream().filter(l -> l.result() == Result.REFUSED), lines.stream().filter(l -> l.result() != Result.REFUSED)).limit(SHOWN)
                .map(l -> new Row(l.line(), l.address(), texts.get("import-accounts", tense + l.result()), l.result() == Result.CREATED ? "ok" : l.result() == Result.REFUSED ? "bad" : "off",
                        l.why().isEmpty() ? "" : l.why().getFirst().field() + ": " + texts.fault(l.why().getFirst()))).toList();
        show(request, response, "admin/import-progress.jte", new Progress(PATH + '/' + work.id(), state, lines.size(), work.total(),
                Stream.of(Result.values()).map(r -> lines.stream().filter(l -> l.result() == r).count()).toList(), rows, busy ? 0 : Math.max(0, lines.size() - SHOWN)));
    }

    private static void download(HttpServletResponse response, ImportWork work) throws IOException {
        var text = new StringBuilder("line,address,result,reason\r\n");
        work.lines().forEach(l -> text.append(AccountCsv.line(Stream.of(Long.toString(l.line()), l.address(), l.result().name().toLowerCase(Locale.ROOT), l.reason()))));
        response.setContentType("text/csv; charset=utf-8");
        response.setHeader("Content-Disposition", "attachment; filename=\"result.csv\"");
        response.getOutputStream().write(text.toString().getBytes(StandardCharsets.UTF_8));
    }
}
