package org.posthouse.api;

import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.json.Json;
import jakarta.json.JsonObject;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.SecurityContext;
import java.io.InputStream;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.posthouse.domain.Rejected;
import org.posthouse.form.Subject;
import org.posthouse.form.admin.Wards;
import org.posthouse.mime.Domains;
import org.posthouse.queue.Delivery;
import org.posthouse.queue.Delivery.State;
import org.posthouse.queue.QueueQuery;
import org.posthouse.queue.QueueQuery.Sort;
import org.posthouse.queue.QueueSearch;
import org.posthouse.queue.QueueWork;
import org.posthouse.queue.QueueWork.Action;
import org.posthouse.store.RecordId;

/// What waits to leave, a recipient an item. For postmasters; domain administrators see and steer mail to and from their domains.
@Path("queue") @RequestScoped @Produces(MediaType.APPLICATION_JSON) @Tag(name = "queue") public class QueueResource {
    @Inject QueueSearch search;
    @Inject QueueWork work;
    @Inject Wards wards;
    @Inject Reach reach;
    @Inject Writes writes;
    @Context SecurityContext security;

    @GET
    @Operation(summary = "Lists deliveries.", description = "status: waiting, trying, held, on-call, given-up; older: minutes; larger: octets; sort: oldest, newest, next, largest, domain. Counting stops at 10,000.")
    @APIResponse(responseCode = "200", description = "items, page, size, total.")
    public String list(@QueryParam("domain") @DefaultValue("") String domain, @QueryParam("status") @DefaultValue("") String status, @QueryParam("sender") @DefaultValue("") String sender,
                       @QueryParam("recipient") @DefaultValue("") String recipient, @QueryParam("reason") @DefaultValue("") String reason, @QueryParam("message") @DefaultValue("") String message,
                       @QueryParam("older") @DefaultValue("0") long older, @QueryParam("larger") @DefaultValue("0") long larger, @QueryParam("sort") @DefaultValue("oldest") String sort,
                       @QueryParam("page") @DefaultValue("0") int page, @QueryParam("size") @DefaultValue("50") int size) {
        var who = reach.administrator(Caller.of(security));
        var pages = new Pages(page, size);
        var state = status.isEmpty() ? Optional.<State>empty() : Optional.of(Arrays.stream(State.values()).filter(s -> label(s).equals(status)).findFirst()
                .orElseThrow(() -> Rejected.invalid("status", "must be one of {0}", "waiting, trying, held, on-call, given-up")));
        var record = message.isEmpty() ? Optional.<RecordId>empty() : Optional.of(RecordId.parse(message).orElseThrow(() -> Refused.notFound("no such message")));
        if (older < 0 || older > 5_000_000) throw Rejected.invalid("older", "must be 0 or more minutes");
        var name = domain.startsWith("*.") ? "*." + Domains.key(domain.substring(2)) : domain.isEmpty() ? "" : Domains.key(domain);
        var query = new QueueQuery(name, sender, recipient, state, reason, Duration.ofMinutes(older), Math.max(0, larger), record, wards.domainNames(who), Sort.of(sort));
        return writes.reading(() -> {
            var found = search.page(query, pages.first(), size);
            return pages.json(found.items().stream().map(QueueResource::json).toList(), found.total()).toString();
        });
    }

    @GET @Path("{id: \\d{1,18}}")
    @Operation(summary = "Shows a delivery.")
    @APIResponse(responseCode = "404", description = "Not there, or no longer.")
    public String show(@PathParam("id") long id) { return json(find(reach.administrator(Caller.of(security)), id)).toString(); }

    @POST @Path("{id: \\d{1,18}}/retry")
    @Operation(summary = "Tries it now.")
    @APIResponse(responseCode = "200", description = "As it is then.")
    @APIResponse(responseCode = "409", description = "It is held, being tried, or about to end.")
    public String retry(@PathParam("id") long id) { return act(Action.RETRY, id, ""); }

    @POST @Path("{id: \\d{1,18}}/hold")
    @Operation(summary = "Holds it until it is released.")
    public String hold(@PathParam("id") long id) { return act(Action.HOLD, id, ""); }

    @POST @Path("{id: \\d{1,18}}/release")
    @Operation(summary = "Lets it go on.")
    public String release(@PathParam("id") long id) { return act(Action.RELEASE, id, ""); }

    @POST @Path("{id: \\d{1,18}}/route") @Consumes(MediaType.APPLICATION_JSON)
    @Operation(summary = "Lets it leave another way.", description = "target: as the right side of the routing table; empty for the table's own answer. For postmasters.")
    @APIResponse(responseCode = "422", description = "No such target.")
    public String route(@PathParam("id") long id, InputStream body) {
        Caller.postmaster(security);
        var fields = new Fields(Body.json(body));
        var target = fields.text("target").orElse("");
        fields.done();
        return act(Action.ROUTE, id, target);
    }

    @POST @Path("{id: \\d{1,18}}/bounce")
    @Operation(summary = "Gives it up; its sender is told.")
    @APIResponse(responseCode = "202", description = "The report is on its way.")
    public Response bounce(@PathParam("id") long id) {
        act(id, Action.BOUNCE, "");
        return Response.accepted().build();
    }

    @DELETE @Path("{id: \\d{1,18}}")
    @Operation(summary = "Takes it out; nobody is told.")
    @APIResponse(responseCode = "204", description = "It is gone.")
    public Response delete(@PathParam("id") long id) {
        act(id, Action.DELETE, "");
        return Response.noContent().build();
    }

    private String act(Action action, long id, String target) { return json(act(id, action, target)).toString(); }

    /// @return as it is then, or was when it went
    private Delivery act(long id, Action action, String target) {
        var who = reach.administrator(Caller.of(security));
        var before = find(who, id);
        if (work.apply(action, who.address(), target, List.of(id)) == 0) throw Rejected.conflict("status", "cannot be done while it is {0}", label(before.state()));
        return writes.reading(() -> search.find(id)).orElse(before);
    }

    private Delivery find(Subject who, long id) {
        return writes.reading(() -> search.among(List.of(id), wards.domainNames(who)).stream().findFirst().flatMap(search::find)).orElseThrow(() -> Refused.notFound("no such delivery"));
    }

    private static String label(State state) { return state.name().toLowerCase(Locale.ROOT).replace('_', '-'); }

    private static JsonObject json(Delivery d) {
        return Json.createObjectBuilder().add("id", d.id()).add("message", d.record().toString()).add("sender", d.sender()).add("recipient", d.recipient()).add("original", d.original()).add("status", label(d.state()))
                .add("reason", d.state() == State.HELD ? d.hold() : d.last().text()).add("host", d.last().host()).add("code", d.last().code()).add("enhanced", d.last().enhanced()).add("tls", d.last().tls())
                .add("attempts", d.attempts()).add("arrived", d.arrived().toString()).add("nextAttempt", d.nextAttempt().toString()).add("size", d.octets())
                .add("transport", d.transport()).add("target", d.target()).add("destination", d.destination()).build();
    }
}
