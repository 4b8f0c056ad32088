package org.posthouse.api;

import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.json.Json;
import jakarta.json.JsonObject;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.PATCH;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.SecurityContext;
import jakarta.ws.rs.core.UriInfo;
import java.io.InputStream;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.RequestBody;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.posthouse.account.DomainAffairs;
import org.posthouse.domain.Domain;
import org.posthouse.domain.DomainLimits;
import org.posthouse.domain.DomainPlan;
import org.posthouse.domain.Domains;
import org.posthouse.domain.Rejected;
import org.posthouse.domain.UserOption;

/// The mail domains of the house. For postmasters.
@Path("domains") @RequestScoped @Produces(MediaType.APPLICATION_JSON) @Tag(name = "domains") public class DomainResource {
    @Inject Domains domains;
    @Inject DomainAffairs affairs;
    @Inject Writes writes;
    @Context SecurityContext security;
    @Context UriInfo uri;

    @POST @Consumes(MediaType.APPLICATION_JSON)
    @Operation(summary = "Opens a domain.")
    @RequestBody(required = true, content = @Content(mediaType = MediaType.APPLICATION_JSON, schema = @Schema(implementation = DomainDocument.class)))
    @APIResponse(responseCode = "201", description = "Open.", content = @Content(mediaType = MediaType.APPLICATION_JSON, schema = @Schema(implementation = DomainDocument.class)))
    @APIResponse(responseCode = "409", description = "The name is a domain or an alias already.")
    @APIResponse(responseCode = "422", description = "A field cannot be used; errors[] says which.")
    public Response open(InputStream body) {
        Caller.postmaster(security);
        var fields = new Fields(Body.json(body));
        var plan = overlay(new DomainPlan("", List.of(), DomainLimits.NONE), fields);
        boolean first = fields.flag("first").orElse(false);
        var administrators = fields.texts("administrators").orElse(List.of());
        fields.done();
        var json = writes.durably(() -> {
            var domain = affairs.open(plan, administrators);
            return json(first ? domains.change(domain, plan, true) : domain);
        });
        return Response.created(uri.getAbsolutePathBuilder().path(json.getString("name")).build()).entity(json.toString()).build();
    }

    @GET
    @Operation(summary = "Lists the domains, the first one first.")
    @APIResponse(responseCode = "200", description = "items, page, size, total.")
    public String list(@QueryParam("page") @DefaultValue("0") int page, @QueryParam("size") @DefaultValue("50") int size) {
        Caller.postmaster(security);
        var pages = new Pages(page, size);
        return writes.reading(() -> {
            var all = domains.all();
            return pages.json(all.stream().skip(pages.first()).limit(size).map(this::json).toList(), all.size()).toString();
        });
    }

    @GET @Path("{name}")
    @Operation(summary = "Shows a domain, by its name or an alias.")
    @APIResponse(responseCode = "200", content = @Content(mediaType = MediaType.APPLICATION_JSON, schema = @Schema(implementation = DomainDocument.class)))
    @APIResponse(responseCode = "404", description = "No such domain.")
    public Response show(@PathParam("name") String name) {
        Caller.postmaster(security);
        return writes.reading(() -> answer(find(name)));
    }

    @PATCH @Path("{name}") @Consumes(MediaType.APPLICATION_JSON)
    @Operation(summary = "Changes a domain, and which one is first. The name cannot change.")
    @RequestBody(required = true, content = @Content(mediaType = MediaType.APPLICATION_JSON, schema = @Schema(implementation = DomainDocument.class)))
    @APIResponse(responseCode = "200", content = @Content(mediaType = MediaType.APPLICATION_JSON, schema = @Schema(implementation = DomainDocument.class)))
    public Response change(@PathParam("name") String name, InputStream body) {
        Caller.postmaster(security);
        var json = Body.json(body);
        return writes.durably(() -> {
            var domain = find(name);
            var fields = new Fields(json);
            var plan = overlay(domain.plan(), fields);
            boolean first = fields.flag("first").orElse(false);
            var administrators = fields.texts("administrators").orElseGet(() -> affairs.administrators(domain));
            fields.done();
            if (!plan.name().equals(domain.name())) throw Rejected.invalid("name", "cannot be changed");
            return answer(affairs.change(domain, plan, first, administrators));
        });
    }

    @DELETE @Path("{name}")
    @Operation(summary = "Closes a domain that has no addresses any more.")
    @APIResponse(responseCode = "204", description = "Closed.")
    @APIResponse(responseCode = "409", description = "Accounts have addresses in it.")
    public Response close(@PathParam("name") String name) {
        Caller.postmaster(security);
        return writes.durably(() -> {
            affairs.close(find(name));
            return Response.noContent().build();
        });
    }

    private Domain find(String name) { return domains.find(name).orElseThrow(() -> Refused.notFound("no such domain")); }

    private Response answer(Domain domain) { return Response.ok(json(domain).toString()).build(); }

    private static DomainPlan overlay(DomainPlan base, Fields f) {
        var limits = new DomainLimits(f.number("maxAccounts").orElse(base.limits().accounts()), f.number("maxMailboxBytes").orElse(base.limits().mailboxBytes()),
                f.number("maxMessages").orElse(base.limits().messages()), f.number("maxMessageBytes").orElse(base.limits().messageBytes()));
        var hidden = f.texts("hidden").map(DomainResource::options).orElse(base.hidden());
        return new DomainPlan(f.text("name").orElse(base.name()), f.texts("aliases").orElse(base.aliases()), limits, f.number("expiryDays").map(days -> Math.clamp(days, -1, Integer.MAX_VALUE)).orElse(base.expiryDays()),
                f.text("catchAll").orElse(base.catchAll()), f.text("redirect").orElse(base.redirect()), f.texts("localAddresses").orElse(base.localAddresses()), hidden);
    }

    private static Set<UserOption> options(List<String> labels) {
        return labels.stream().map(label -> UserOption.of(label).orElseThrow(() -> Rejected.invalid("hidden", "must be any of {0}",
                Arrays.stream(UserOption.values()).map(UserOption::label).collect(Collectors.joining(", "))))).collect(Collectors.toSet());
    }

    private JsonObject json(Domain d) {
        boolean first = domains.all().getFirst().equals(d);
        return Json.createObjectBuilder().add("name", d.name()).add("aliases", Json.createArrayBuilder(d.aliases())).add("first", first)
                .add("maxAccounts", d.limits().accounts()).add("maxMailboxBytes", d.limits().mailboxBytes())
                .add("maxMessages", d.limits().messages()).add("maxMessageBytes", d.limits().messageBytes()).add("expiryDays", d.expiryDays())
                .add("catchAll", d.catchAll()).add("redirect", d.redirect()).add("localAddresses", Json.createArrayBuilder(d.localAddresses()))
                .add("hidden", Json.createArrayBuilder(d.hidden().stream().sorted().map(UserOption::label).toList()))
                .add("administrators", Json.createArrayBuilder(affairs.administrators(d))).build();
    }
}
