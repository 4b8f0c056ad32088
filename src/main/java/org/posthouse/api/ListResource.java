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
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.RequestBody;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.posthouse.domain.Rejected;
import org.posthouse.domain.Rejected.Fault;
import org.posthouse.form.Subject;
import org.posthouse.form.owner.Standings;
import org.posthouse.list.Archiving;
import org.posthouse.list.Joining;
import org.posthouse.list.ListEntry;
import org.posthouse.list.Lists;
import org.posthouse.list.MailingList;
import org.posthouse.list.MemberSearch;
import org.posthouse.list.Plan;
import org.posthouse.list.Posting;
import org.posthouse.list.Sight;
import org.posthouse.list.Standing;

/// Mailing lists: made by those who administer their domain, changed by their owners. What stands in no field here is a form, `forms/list-…/<id>`.
@Path("lists") @RequestScoped @Produces(MediaType.APPLICATION_JSON) @Tag(name = "lists") public class ListResource {
    private static final Set<String> ADMINISTRATED = Set.of("owners", "names", "maxMembers");

    @Inject Lists lists;
    @Inject MemberSearch search;
    @Inject Standings standings;
    @Inject Reach reach;
    @Inject Writes writes;
    @Context SecurityContext security;
    @Context UriInfo uri;

    @POST @Consumes(MediaType.APPLICATION_JSON)
    @Operation(summary = "Makes a list.", description = "For postmasters, and domain administrators in their own domains. address and owners are needed.")
    @RequestBody(required = true, content = @Content(mediaType = MediaType.APPLICATION_JSON, schema = @Schema(implementation = ListDocument.class)))
    @APIResponse(responseCode = "201", description = "Made; id is its key.", content = @Content(mediaType = MediaType.APPLICATION_JSON, schema = @Schema(implementation = ListDocument.class)))
    @APIResponse(responseCode = "409", description = "The address, or one that comes with it, is somebody's.")
    @APIResponse(responseCode = "422", description = "A field cannot be used; errors[] says which.")
    public Response make(InputStream body) {
        var who = reach.administrator(Caller.of(security));
        var fields = new Fields(Body.json(body));
        var address = fields.text("address").orElse("");
        var names = fields.texts("names").orElse(List.of());
        var owners = fields.texts("owners").orElse(List.of());
        var plan = overlay(Plan.usual("", who.locale().getLanguage()), fields);
        fields.done();
        var json = writes.durably(() -> {
            within(who, address);
            var list = lists.add(address, names, owners, plan);
            return json(list, domainOf(address));
        });
        return Response.created(uri.getAbsolutePathBuilder().path(json.get("id").toString()).build()).entity(json.toString()).build();
    }

    private void within(Subject who, String address) {
        var domain = org.posthouse.routing.Addresses.read(address).flatMap(read -> lists.domain(read));
        if (domain.isPresent() && !who.administers(domain.get().id())) throw Refused.forbidden("this domain is not yours", List.of(new Fault("address", "{0} is in no domain that you look after", address)));
    }

    private String domainOf(String address) { return org.posthouse.routing.Addresses.read(address).flatMap(lists::domain).map(domain -> domain.name()).orElse(""); }

    @GET
    @Operation(summary = "Lists the lists that the caller administers or owns, in the order of their addresses.")
    @APIResponse(responseCode = "200", description = "items, page, size, total.")
    public String list(@QueryParam("query") @DefaultValue("") String query, @QueryParam("page") @DefaultValue("0") int page, @QueryParam("size") @DefaultValue("50") int size) {
        var caller = Caller.of(security);
        var pages = new Pages(page, size);
        var wanted = query.strip().toLowerCase(Locale.ROOT);
        return writes.reading(() -> {
            var who = reach.subject(caller);
            var keys = standings.keys(who);
            var found = lists.now().byId().values().stream().filter(list -> who.administers(list.domain()) || keys.stream().anyMatch(list::ownedBy))
                    .filter(list -> (list.address() + " " + list.plan().title()).toLowerCase(Locale.ROOT).contains(wanted)).sorted(Standings.ORDER).toList();
            return pages.json(found.stream().skip(pages.first()).limit(size).map(list -> json(list)).toList(), found.size()).toString();
        });
    }

    @GET @Path("{id}")
    @Operation(summary = "Shows a list.")
    @APIResponse(responseCode = "200", content = @Content(mediaType = MediaType.APPLICATION_JSON, schema = @Schema(implementation = ListDocument.class)))
    @APIResponse(responseCode = "404", description = "No such list.")
    public String show(@PathParam("id") long id) {
        var caller = Caller.of(security);
        return writes.reading(() -> json(owned(caller, id)).toString());
    }

    @PATCH @Path("{id}") @Consumes(MediaType.APPLICATION_JSON)
    @Operation(summary = "Changes a list. The address stays; owners, names and maxMembers are for those who administer its domain.")
    @RequestBody(required = true, content = @Content(mediaType = MediaType.APPLICATION_JSON, schema = @Schema(implementation = ListDocument.class)))
    @APIResponse(responseCode = "200", content = @Content(mediaType = MediaType.APPLICATION_JSON, schema = @Schema(implementation = ListDocument.class)))
    public String change(@PathParam("id") long id, InputStream body) {
        var caller = Caller.of(security);
        var given = Body.json(body);
        return writes.durably(() -> {
            var entry = owned(caller, id);
            var row = row(id);
            var fields = new Fields(given);
            if (!reach.subject(caller).administers(entry.domain())) for (var field : ADMINISTRATED) if (fields.has(field)) throw Refused.forbidden("some fields are the administrator's", List.of(new Fault(field, "only an administrator may change this")));
            fields.text("address").filter(address -> !address.equalsIgnoreCase(entry.address().toString())).ifPresent(_ -> { throw Rejected.invalid("address", "cannot be changed"); });
            var names = fields.texts("names").orElse(entry.names());
            var owners = fields.texts("owners").orElse(row.owners());
            var plan = overlay(row.plan(), fields);
            fields.done();
            lists.change(row, names, owners, plan);
            return json(row, entry.address().domain()).toString();
        });
    }

    @DELETE @Path("{id}")
    @Operation(summary = "Deletes a list with its members and its archive.", description = "For those who administer its domain.")
    @APIResponse(responseCode = "204", description = "Gone.")
    public Response delete(@PathParam("id") long id) {
        var caller = Caller.of(security);
        return writes.durably(() -> {
            if (!reach.subject(caller).administers(owned(caller, id).domain())) throw Refused.forbidden("only an administrator may do this", List.of());
            lists.remove(row(id));
            return Response.noContent().build();
        });
    }

    /// @throws Refused 403 for others than owners, 404
    private ListEntry owned(Caller caller, long id) { return owned(lists, standings, reach.subject(caller), id); }

    static ListEntry owned(Lists lists, Standings standings, Subject who, long id) {
        var found = lists.now().find(id);
        if (!found.map(list -> standings.of(list, Optional.of(who)) == Standing.OWNER).orElse(who.isPostmaster())) throw Refused.forbidden("this is not your list", List.of());
        return found.orElseThrow(() -> Refused.notFound("no such list"));
    }

    private MailingList row(long id) { return lists.find(id).orElseThrow(() -> Refused.notFound("no such list")); }

    private static Plan overlay(Plan base, Fields f) {
        var j = base.joining();
        var p = base.posting();
        var a = base.archiving();
        var subscription = choice(f, "subscription", Joining.Policy.values());
        var other = subscription.or(() -> choice(f, "otherSubscription", Joining.Policy.values())).orElse(j.other());
        var local = choice(f, "localSubscription", Joining.Policy.values()).or(() -> subscription).orElse(j.local());
        var joining = new Joining(f.number("maxMembers").map(most -> (int) Math.clamp(most, 0, Integer.MAX_VALUE)).orElse(j.maxMembers()), choice(f, "offered", Sight.values()).orElse(j.offered()), local, other, j.domains(), j.localDomains(), j.banned(), j.joinByMail(),
                j.leaveByMail(), j.leaveConfirmed(), j.firstState(), f.flag("welcome").orElse(j.welcome()), f.flag("farewell").orElse(j.farewell()), j.helpStrangers(), j.membersSeen(), j.leftDays());
        var posting = new Posting(choice(f, "posting", Posting.Posters.values()).orElse(p.posters()), choice(f, "others", Posting.Others.values()).orElse(p.others()), p.listed(), p.firstModerated(), p.maxOctets(), p.perDay(), p.attachments(), p.catchCommands(), p.heldDays(), p.remindDays());
        var archiving = new Archiving(f.flag("archived").orElse(a.kept()), choice(f, "archive", Sight.values()).orElse(a.seen()), a.masked(), a.robots());
        var language = f.choice("language", tag -> Optional.of(tag).filter(Set.of("en", "ja", "zh")::contains), "en, ja, zh").orElse(base.language());
        return new Plan(f.text("title").orElse(base.title()), f.text("about").orElse(base.about()), language, joining, posting, base.dressing(), base.digesting(), archiving, base.bouncing());
    }

    private static <E extends Enum<E>> Optional<E> choice(Fields fields, String field, E[] all) {
        return fields.choice(field, label -> Arrays.stream(all).filter(one -> label(one).equals(label)).findFirst(), Arrays.stream(all).map(ListResource::label).collect(Collectors.joining(", ")));
    }

    private static String label(Enum<?> constant) { return constant.name().toLowerCase(Locale.ROOT); }

    private JsonObject json(ListEntry entry) { return json(row(entry.id()), entry.names(), entry.address().domain()); }

    private JsonObject json(MailingList list, String domain) { return json(list, lists.names(list.id()), domain); }

    private JsonObject json(MailingList list, List<String> names, String domain) {
        var plan = list.plan();
        return Json.createObjectBuilder().add("id", list.id()).add("address", list.name() + "@" + domain).add("names", Json.createArrayBuilder(names.stream().filter(name -> !name.equals(list.name())).toList()))
                .add("owners", Json.createArrayBuilder(list.owners())).add("title", plan.title()).add("about", plan.about()).add("language", plan.language())
                .add("subscription", label(plan.joining().other())).add("localSubscription", label(plan.joining().local())).add("posting", label(plan.posting().posters())).add("others", label(plan.posting().others()))
                .add("offered", label(plan.joining().offered())).add("archived", plan.archiving().kept()).add("archive", label(plan.archiving().seen())).add("maxMembers", plan.joining().maxMembers())
                .add("welcome", plan.joining().welcome()).add("farewell", plan.joining().farewell()).add("members", search.sizes(List.of(list.id())).getOrDefault(list.id(), 0L)).add("posts", lists.number(list.id()) - 1).add("created", list.created().toString()).build();
    }
}
