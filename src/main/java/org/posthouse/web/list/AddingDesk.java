package org.posthouse.web.list;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Stream;
import org.posthouse.form.owner.EnrolmentDesk;
import org.posthouse.list.Enrolment.Line;
import org.posthouse.list.Enrolment.Result;
import org.posthouse.list.MemberTable;
import org.posthouse.web.ui.ListVisit;

/// How far people are who were sent to be added, and what became of each.
@ApplicationScoped public class AddingDesk implements AdminPage.Desk {
    private static final int SHOWN = 500;

    @Inject EnrolmentDesk desk;

    /// @param counts added or invited, there already, refused
    public record Adding(String lead, boolean busy, int done, int total, List<Long> counts, boolean inviting, List<Row> rows, String table, String members, String more) { }

    public record Row(long line, String address, String why) { }

    @Override public String word() { return "adding"; }

    @Override public void get(ListVisit visit, String rest) throws IOException {
        var work = desk.find(visit.list().id());
        if (work.isEmpty()) {
            visit.redirect(visit.path("admin/members"));
            return;
        }
        var lines = work.get().lines();
        if (rest.equals("result.csv")) table(visit, lines);
        else {
            boolean busy = work.get().busy();
            if (busy) visit.response().setHeader("Refresh", "2");
            var texts = visit.texts();
            var rows = lines.stream().filter(line -> line.result() == Result.REFUSED).limit(SHOWN).map(line -> new Row(line.who().line(), line.who().typed(), texts.fault(line.why().orElseThrow()))).toList();
            var lead = texts.get("lists", busy ? "adding.busy" : work.get().failed() ? "adding.failed" : "adding.done", lines.size(), work.get().total());
            visit.show("list/adding.jte", new Adding(lead, busy, lines.size(), work.get().total(), Stream.of(Result.values()).map(work.get()::count).toList(), work.get().inviting(), rows, visit.path("admin/adding/result.csv"), visit.path("admin/members"), visit.path("admin/add-members")));
        }
    }

    private static void table(ListVisit visit, List<Line> lines) throws IOException {
        var text = new StringBuilder("line,address,result,reason\r\n");
        lines.forEach(line -> text.append(MemberTable.line(Stream.of(Long.toString(line.who().line()), line.who().typed(), line.result().label(), line.why().map(fault -> fault.message()).orElse("")))));
        visit.response().setContentType("text/csv; charset=utf-8");
        visit.response().setHeader("Content-Disposition", "attachment; filename=\"result.csv\"");
        visit.response().getOutputStream().write(text.toString().getBytes(StandardCharsets.UTF_8));
    }
}
