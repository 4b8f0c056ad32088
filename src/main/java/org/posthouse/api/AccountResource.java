package org.posthouse.api;

import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.PATCH;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.SecurityContext;
import jakarta.ws.rs.core.UriInfo;
import java.io.InputStream;
import java.lang.System.Logger.Level;
import java.util.List;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.RequestBody;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.posthouse.account.Account;
import org.posthouse.account.AccountPlan;
import org.posthouse.account.AccountQuery;
import org.posthouse.account.AccountSearch;
import org.posthouse.account.Accounts;
import org.posthouse.account.ChosenPasswords;
import org.posthouse.account.NewPassword;
import org.posthouse.domain.Rejected;

/// Accounts one by one and page by page. For postmasters; people see their own and change what is theirs.
@Path("accounts") @RequestScoped @Produces(MediaType.APPLICATION_JSON) @Tag(name = "accounts") public class AccountResource {
    private static final System.Logger LOG = System.getLogger(AccountResource.class.getName());
    private static final int MAX_QUERY = 320;

    @Inject Accounts accounts;
    @Inject AccountSearch search;
    @Inject ChosenPasswords passwords;
    @Inject Writes writes;
    @Context SecurityContext security;
    @Context UriInfo uri;

    @POST @Consumes(MediaType.APPLICATION_JSON)
    @Operation(summary = "Opens an account.", description = "name and addresses are needed; without a password nobody signs in until one is set.")
    @RequestBody(required = true, content = @Content(mediaType = MediaType.APPLICATION_JSON, schema = @Schema(implementation = AccountDocument.class)))
    @APIResponse(responseCode = "201", description = "Open; Location has its address.", content = @Content(mediaType = MediaType.APPLICATION_JSON, schema = @Schema(implementation = AccountDocument.class)))
    @APIResponse(responseCode = "409", description = "An address or the login is somebody's; errors[] says which.")
    @APIResponse(responseCode = "422", description = "A field cannot be used; errors[] says which.")
    public Response open(InputStream body) {
        var caller = Caller.postmaster(security);
        var wish = AccountJson.overlay(AccountPlan.of("", List.of()), new Fields(Body.json(body)));
        var password = wish.password().map(this::hashed);
        var opened = writes.durably(() -> AccountJson.of(accounts.open(wish.plan(), password)));
        log("opened", opened.getJsonNumber("id").longValue(), caller);
        return Response.created(uri.getAbsolutePathBuilder().path(opened.get("id").toString()).build()).header(HttpHeaders.ETAG, tag(0)).entity(opened.toString()).build();
    }

    @GET
    @Operation(summary = "Finds accounts by a part of a name, login or address.")
    @APIResponse(responseCode = "200", description = "items, page, size (1 to 500), total.")
    public String list(@QueryParam("query") @DefaultValue("") String query, @QueryParam("page") @DefaultValue("0") int page, @QueryParam("size") @DefaultValue("50") int size) {
        Caller.postmaster(security);
        var pages = new Pages(page, size);
        if (query.length() > MAX_QUERY) throw Rejected.invalid("query", "at most {0} characters", MAX_QUERY);
        return writes.reading(() -> {
            var found = search.page(AccountQuery.ALL.text(query), pages.first(), size);
            return pages.json(found.items().stream().map(AccountJson::of).toList(), found.total()).toString();
        });
    }

    @GET @Path("{id: \\d{1,16}}")
    @Operation(summary = "Shows an account.")
    @APIResponse(responseCode = "200", content = @Content(mediaType = MediaType.APPLICATION_JSON, schema = @Schema(implementation = AccountDocument.class)))
    @APIResponse(responseCode = "404", description = "No such account.")
    public Response show(@PathParam("id") long id) {
        Caller.of(security, id);
        return writes.reading(() -> answer(find(id)));
    }

    @PATCH @Path("{id: \\d{1,16}}") @Consumes(MediaType.APPLICATION_JSON)
    @Operation(summary = "Changes the fields that are given.", description = "People may change password, apop, fromRewrite, finger, listed, language and timeZone of their own account.")
    @RequestBody(required = true, content = @Content(mediaType = MediaType.APPLICATION_JSON, schema = @Schema(implementation = AccountDocument.class)))
    @APIResponse(responseCode = "200", content = @Content(mediaType = MediaType.APPLICATION_JSON, schema = @Schema(implementation = AccountDocument.class)))
    @APIResponse(responseCode = "412", description = "If-Match was given, and the account is not that version any more.")
    public Response change(@PathParam("id") long id, @HeaderParam(HttpHeaders.IF_MATCH) String ifMatch, InputStream body) {
        var caller = Caller.of(security, id);
        var json = Body.json(body);
        AccountJson.allowed(new Fields(json), caller);
        var checked = AccountJson.overlay(writes.reading(() -> find(id).plan()), new Fields(json));
        Optional<NewPassword> password = checked.password().map(this::hashed);
        var answer = writes.durably(() -> {
            var account = find(id);
            if (ifMatch != null && !ifMatch.strip().equals("*") && !ifMatch.strip().equals(tag(account.version()))) throw Rejected.stale();   // RFC 9110 §13.1.1
            var changed = accounts.change(account, AccountJson.overlay(account.plan(), new Fields(json)).plan(), password);
            return answer(changed);
        });
        log(password.isPresent() ? "changed-with-password" : "changed", id, caller);
        return answer;
    }

    @DELETE @Path("{id: \\d{1,16}}")
    @Operation(summary = "Deletes an account and its mail, for good.")
    @APIResponse(responseCode = "204", description = "Gone.")
    @APIResponse(responseCode = "409", description = "A reserved account.")
    public Response delete(@PathParam("id") long id) {
        var caller = Caller.postmaster(security);
        writes.durably(() -> {
            accounts.delete(find(id));
            return id;
        });
        log("deleted", id, caller);
        return Response.noContent().build();
    }

    private Account find(long id) { return accounts.find(id).orElseThrow(() -> Refused.notFound("no such account")); }

    private static Response answer(Account account) {
        return Response.ok(AccountJson.of(account).toString()).header(HttpHeaders.ETAG, tag(account.version())).header(HttpHeaders.CACHE_CONTROL, "no-store").build();
    }

    private static String tag(int version) { return "\"" + version + "\""; }

    private static void log(String event, long account, Caller by) {
        LOG.log(Level.INFO, "event=account-{0} account={1} by={2}", event, Long.toString(account), Long.toString(by.account()));
    }

    private NewPassword hashed(String typed) { return passwords.hash("password", typed).orElseThrow(Refused::busy); }
}
