package org.posthouse.web.admin;

import jakarta.inject.Inject;
import jakarta.servlet.annotation.WebServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.posthouse.account.AccountSearch;
import org.posthouse.table.AccountCsv;
import org.posthouse.web.ui.PageServlet;

/// The accounts that the list shows now, all pages of it, as a table that import reads.
@WebServlet("/admin/accounts/export") public class AccountExportServlet extends PageServlet {
    private static final long serialVersionUID = 1;
    private static final int CHUNK = 200;

    @Inject transient AccountSearch search;

    /// A few at a time: the table may be longer than the heap.
    @Override protected void doGet(HttpServletRequest request, HttpServletResponse response) throws IOException {
        var who = administrator(request);
        var query = AccountsServlet.query(request, who);
        response.setContentType("text/csv; charset=utf-8");
        response.setHeader("Content-Disposition", "attachment; filename=\"accounts.csv\"");
        var out = response.getOutputStream();
        out.write(AccountCsv.line(AccountCsv.COLUMNS.stream()).getBytes(StandardCharsets.UTF_8));
        record Chunk(long last, String text) { }
        for (var chunk = new Chunk(0, ""); chunk.last >= 0; ) {
            long after = chunk.last;
            chunk = reading(() -> {
                var found = search.after(query, after, CHUNK);
                var text = new StringBuilder();
                found.forEach(a -> text.append(AccountCsv.line(AccountCsv.cells(a))));
                return new Chunk(found.isEmpty() ? -1 : found.getLast().id(), text.toString());
            });
            out.write(chunk.text.getBytes(StandardCharsets.UTF_8));
        }
    }
}
