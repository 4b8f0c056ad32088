package org.posthouse.api;

import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.json.Json;
import jakarta.json.JsonObject;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Request;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.SecurityContext;
import jakarta.ws.rs.core.StreamingOutput;
import jakarta.ws.rs.core.Variant;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.lang.System.Logger.Level;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.posthouse.account.AccountPlan;
import org.posthouse.account.AccountQuery;
import org.posthouse.account.AccountSearch;
import org.posthouse.account.Role;
import org.posthouse.database.Durability;
import org.posthouse.domain.Rejected;
import org.posthouse.form.Subject;
import org.posthouse.table.AccountCsv;
import org.posthouse.table.AccountImport.Line;
import org.posthouse.table.AccountImport;

/// Accounts as a table, in and out. For postmasters, and for domain administrators within their domains.
@Path("accounts") @RequestScoped @Tag(name = "accounts") public class AccountTableResource {
    private static final System.Logger LOG = System.getLogger(AccountTableResource.class.getName());
    private static final String CSV = "text/csv";
    private static final String CSV_UTF8 = "text/csv;charset=utf-8";
    private static final int CHUNK = 200;

    @Inject AccountSearch search;
    @Inject Reach reach;
    @Inject AccountImport importer;
    @Inject Writes writes;
    @Inject Durability durability;
    @Context SecurityContext security;
    @Context Request request;

    @POST @Path("import") @Consumes(CSV) @Produces({CSV_UTF8, MediaType.APPLICATION_JSON})
    @Operation(summary = "Opens the accounts of a table.", description = "Header row name,address[,password,login,…]; at most 10,000 rows and 8 MiB. Accounts that are there are left alone.")
    @APIResponse(responseCode = "200", description = "A line per row: line,address,result,reason; or the same as JSON items, with totals.")
    @APIResponse(responseCode = "400", description = "No CSV, or not in UTF-8.")
    @APIResponse(responseCode = "413", description = "Too many rows or octets.")
    @APIResponse(responseCode = "422", description = "A column is missing or unknown.")
    @APIResponse(responseCode = "429", description = "Another import is running.")
    public Response importTable(InputStream body) {
        var caller = Caller.of(security);
        var who = reach.administrator(caller);
        var rows = AccountCsv.read(body);
        var lines = new ArrayList<Line>();
        if (!importer.run(rows, rule(who), lines::addAll)) throw Refused.busy();
        durability.await();
        LOG.log(Level.INFO, "event=accounts-imported rows={0} created={1} by={2}", lines.size(), count(lines, AccountImport.Result.CREATED), Long.toString(caller.account()));
        var wanted = request.selectVariant(Variant.mediaTypes(MediaType.valueOf(CSV_UTF8), MediaType.APPLICATION_JSON_TYPE).build());
        boolean asJson = wanted != null && MediaType.APPLICATION_JSON_TYPE.isCompatible(wanted.getMediaType());
        return asJson ? Response.ok(json(lines).toString(), MediaType.APPLICATION_JSON_TYPE).build() : Response.ok(csv(lines), CSV_UTF8).build();
    }

    @GET @Path("export") @Produces(CSV_UTF8)
    @Operation(summary = "Writes all accounts but the reserved ones as a table that import reads.", description = "No secrets. Cells that a spreadsheet would take for a formula begin with an apostrophe.")
    @APIResponse(responseCode = "200", description = "The table, in the order the accounts were opened.")
    public Response exportTable() {
        var who = reach.administrator(Caller.of(security));
        var query = who.isPostmaster() ? AccountQuery.ALL : AccountQuery.ALL.within(who.domains());
        StreamingOutput table = out -> write(out, query);
        return Response.ok(table, CSV_UTF8).header(HttpHeaders.CONTENT_DISPOSITION, "attachment; filename=\"accounts.csv\"").header(HttpHeaders.CACHE_CONTROL, "no-store").build();
    }

    /// A few accounts at a time: the table may be longer than the heap. An account opened or deleted meanwhile may be in it or not.
    private void write(OutputStream out, AccountQuery query) throws IOException {
        record Chunk(long last, String text) { }
        out.write(AccountCsv.line(AccountCsv.COLUMNS.stream()).getBytes(StandardCharsets.UTF_8));
        for (long last = 0; ; ) {
            long after = last;
            var chunk = writes.reading(() -> {
                var found = search.after(query, after, CHUNK);
                var text = new StringBuilder();
                found.forEach(a -> text.append(AccountCsv.line(AccountCsv.cells(a))));
                return new Chunk(found.isEmpty() ? -1 : found.getLast().id(), text.toString());
            });
            if (chunk.last < 0) return;
            out.write(chunk.text.getBytes(StandardCharsets.UTF_8));
            last = chunk.last;
        }
    }

    private Consumer<AccountPlan> rule(Subject who) {
        return plan -> {
            if (plan.role() == Role.POSTMASTER) {
                if (!who.isPostmaster()) throw Rejected.invalid("role", "only a postmaster may do this");
                reach.withPassword(security, "role");
            }
            reach.withinReach(who, List.of(), plan.addresses());
        };
    }

    private static String csv(List<Line> lines) {
        var text = new StringBuilder("line,address,result,reason\r\n");
        lines.forEach(l -> text.append(AccountCsv.line(Stream.of("" + l.line(), l.address(), word(l), l.reason()))));
        return text.toString();
    }

    private static JsonObject json(List<Line> lines) {
        var items = Json.createArrayBuilder();
        lines.forEach(l -> items.add(Json.createObjectBuilder().add("line", l.line()).add("address", l.address()).add("result", word(l)).add("reason", l.reason())));
        return Json.createObjectBuilder().add("items", items).add("created", count(lines, AccountImport.Result.CREATED)).add("unchanged", count(lines, AccountImport.Result.UNCHANGED))
                .add("refused", count(lines, AccountImport.Result.REFUSED)).build();
    }

    private static String word(Line line) { return line.result().name().toLowerCase(Locale.ROOT); }

    private static long count(List<Line> lines, AccountImport.Result result) { return lines.stream().filter(l -> l.result() == result).count(); }
}
