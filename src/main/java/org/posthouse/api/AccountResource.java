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
import java.time.Clock;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.RequestBody;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.posthouse.account.Account;
import org.posthouse.account.AccountQuery;
import org.posthouse.account.AccountSearch;
import org.posthouse.account.AccountTemplates;
import org.posthouse.account.Accounts;
import org.posthouse.account.ChosenPasswords;
import org.posthouse.account.NewPassword;
import org.posthouse.domain.Domain;
import org.posthouse.domain.Domains;
import org.posthouse.domain.Rejected;
import org.posthouse.setting.Setting;
import org.posthouse.setting.Settings;

/// Accounts one by one and page by page. For postmasters, and for domain administrators within their domains; people see their own and change what is theirs.
@Path("accounts") @RequestScoped @Produces(MediaType.APPLICATION_JSON) @Tag(name = "accounts") public class AccountResource {
    private static final System.Logger LOG = System.getLogger(AccountResource.class.getName());
    private static final int MAX_QUERY = 320;

    @Inject Accounts accounts;
    @Inject AccountSearch search;
    @Inject ChosenPasswords passwords;
    @Inject AccountTemplates templates;
    @Inject Domains domains;
    @Inject Settings settings;
    @Inject Clock clock;
    @Inject Reach reach;
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
        var caller = Caller.of(security);
        var who = reach.administrator(caller);
        var json = Body.json(body);
        reach.mayGive(security, who, new Fields(json));
        var wish = AccountJson.overlay(writes.reading(() -> templates.now().plan("", List.of())), new Fields(json));
        var password = wish.password().map(this::hashed);
        var opened = writes.durably(() -> {
            reach.withinReach(who, List.of(), wish.plan().addresses());
            return AccountJson.of(accounts.open(wish.plan(), password));
        });
        log("opened", opened.getJsonNumber("id").longValue(), caller);
        return Response.created(uri.getAbsolutePathBuilder().path(opened.get("id").toString()).build()).header(HttpHeaders.ETAG, tag(0)).entity(opened.toString()).build();
    }

    @GET
    @Operation(summary = "Finds accounts by words, or beginnings of words, of a name, login or address.", description = "state: all (but the trash), locked, without-password, administrators, trash; sort: name, address, last-sign-in, created; domain: a name.")
    @APIResponse(responseCode = "200", description = "items, page, size (1 to 500), total.")
    public String list(@QueryParam("query") @DefaultValue("") String query, @QueryParam("state") @DefaultValue("all") String state, @QueryParam("domain") @DefaultValue("") String domain,
                       @QueryParam("sort") @DefaultValue("name") String sort, @QueryParam("page") @DefaultValue("0") int page, @QueryParam("size") @DefaultValue("50") int size) {
        var who = reach.administrator(Caller.of(security));
        var pages = new Pages(page, size);
        if (query.length() > MAX_QUERY) throw Rejected.invalid("query", "at most {0} characters", MAX_QUERY);
        var standing = Arrays.stream(AccountQuery.Standing.values()).filter(s -> s.label().equals(state)).findFirst().orElseThrow(() -> Rejected.invalid("state", "is not one of the choices"));
        var order = Arrays.stream(AccountQuery.Sort.values()).filter(s -> s.label().equals(sort)).findFirst().orElseThrow(() -> Rejected.invalid("sort", "is not one of the choices"));
        return writes.reading(() -> {
            var home = domain.isEmpty() ? Optional.<Long>empty() : Optional.of(domains.find(domain).map(Domain::id).orElseThrow(() -> Refused.notFound("no such domain")));
            var within = who.isPostmaster() ? Optional.<Set<Long>>empty() : Optional.of(who.domains());
            var found = search.page(new AccountQuery(query, standing, within, home, order), pages.first(), size);
            return pages.json(found.items().stream().map(AccountJson::of).toList(), found.total()).toString();
        });
    }

    @GET @Path("{id: \\d{1,16}}")
    @Operation(summary = "Shows an account.")
    @APIResponse(responseCode = "200", content = @Content(mediaType = MediaType.APPLICATION_JSON, schema = @Schema(implementation = AccountDocument.class)))
    @APIResponse(responseCode = "404", description = "No such account.")
    public Response show(@PathParam("id") long id) {
        var caller = Caller.of(security);
        return writes.reading(() -> answer(reach.account(caller, id)));
    }

    @PATCH @Path("{id: \\d{1,16}}") @Consumes(MediaType.APPLICATION_JSON)
    @Operation(summary = "Changes the fields that are given.", description = "People may change password, apop, fromRewrite, finger, listed, language and timeZone of their own account.")
    @RequestBody(required = true, content = @Content(mediaType = MediaType.APPLICATION_JSON, schema = @Schema(implementation = AccountDocument.class)))
    @APIResponse(responseCode = "200", content = @Content(mediaType = MediaType.APPLICATION_JSON, schema = @Schema(implementation = AccountDocument.class)))
    @APIResponse(responseCode = "412", description = "If-Match was given, and the account is not that version any more.")
    public Response change(@PathParam("id") long id, @HeaderParam(HttpHeaders.IF_MATCH) String ifMatch, InputStream body) {
        var caller = Caller.of(security);
        var json = Body.json(body);
        var who = writes.reading(() -> reach.subject(caller));
        var base = writes.reading(() -> {
            var account = reach.account(caller, id);
            if (!who.administers(account)) AccountJson.allowed(new Fields(json), caller);
            return account.plan();
        });
        reach.mayGive(security, who, new Fields(json));
        Optional<NewPassword> password = AccountJson.overlay(base, new Fields(json)).password().map(this::hashed);
        var answer = writes.durably(() -> {
            var account = reach.account(caller, id);
            if (ifMatch != null && !ifMatch.strip().equals("*") && !ifMatch.strip().equals(tag(account.version()))) throw Rejected.stale();   // RFC 9110 §13.1.1
            var plan = AccountJson.overlay(account.plan(), new Fields(json)).plan();
            reach.withinReach(who, account.addresses(), plan.addresses());
            return answer(accounts.change(account, plan, password));
        });
        log(password.isPresent() ? "changed-with-password" : "changed", id, caller);
        return answer;
    }

    @DELETE @Path("{id: \\d{1,16}}")
    @Operation(summary = "Puts an account into the trash, or with purge=true deletes it and its mail for good.")
    @APIResponse(responseCode = "204", description = "In the trash, or gone.")
    @APIResponse(responseCode = "409", description = "A reserved account.")
    public Response delete(@PathParam("id") long id, @QueryParam("purge") @DefaultValue("false") boolean purge) {
        var caller = Caller.of(security);
        reach.administrator(caller);
        writes.durably(() -> {
            var account = reach.ward(caller, id);
            if (purge) accounts.delete(account);
            else if (account.trashed().isEmpty()) accounts.discard(account, clock.instant().plus(Duration.ofDays(settings.now().value(Setting.TRASH_DAYS))));
            return id;
        });
        log(purge ? "deleted" : "trashed", id, caller);
        return Response.noContent().build();
    }

    @POST @Path("{id: \\d{1,16}}/restore")
    @Operation(summary = "Takes an account out of the trash, as it was.")
    @APIResponse(responseCode = "200", content = @Content(mediaType = MediaType.APPLICATION_JSON, schema = @Schema(implementation = AccountDocument.class)))
    @APIResponse(responseCode = "409", description = "It is not there, or its domain is full.")
    public Response restore(@PathParam("id") long id) {
        var caller = Caller.of(security);
        reach.administrator(caller);
        var answer = writes.durably(() -> answer(accounts.restore(reach.ward(caller, id))));
        log("restored", id, caller);
        return answer;
    }

    private static Response answer(Account account) {
        return Response.ok(AccountJson.of(account).toString()).header(HttpHeaders.ETAG, tag(account.version())).header(HttpHeaders.CACHE_CONTROL, "no-store").build();
    }

    private static String tag(int version) { return "\"" + version + "\""; }

    private static void log(String event, long account, Caller by) {
        LOG.log(Level.INFO, "event=account-{0} account={1} by={2}", event, Long.toString(account), Long.toString(by.account()));
    }

    private NewPassword hashed(String typed) { return passwords.hash("password", typed).orElseThrow(Refused::busy); }
}
