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
import java.io.IOException;
import java.io.InputStream;
import java.lang.System.Logger.Level;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.posthouse.database.Durability;
import org.posthouse.form.owner.Standings;
import org.posthouse.list.Digesting;
import org.posthouse.list.Enrolment;
import org.posthouse.list.Enrolment.Line;
import org.posthouse.list.Enrolment.Newcomer;
import org.posthouse.list.Enrolment.Result;
import org.posthouse.list.HeldItems;
import org.posthouse.list.Held;
import org.posthouse.list.ListEntry;
import org.posthouse.list.Lists;
import org.posthouse.list.Member;
import org.posthouse.list.MemberSearch;
import org.posthouse.list.MemberSearch.Group;
import org.posthouse.list.MemberTable;
import org.posthouse.list.Members;
import org.posthouse.list.Moderator;
import org.posthouse.list.Subscriptions;
import org.posthouse.table.Capped;

/// Who belongs to a list, and what waits for its owners. For owners, and those who administer the list's domain.
@Path("lists") @RequestScoped @Produces(MediaType.APPLICATION_JSON) @Tag(name = "lists") public class ListMemberResource {
    private static final System.Logger LOG = System.getLogger(ListMemberResource.class.getName());
    private static final String CSV = "text/csv";
    private static final int PORTION = 500;
    private static final int MOST_OCTETS = 8 << 20;

    @Inject Lists lists;
    @Inject Members members;
    @Inject MemberSearch search;
    @Inject Enrolment enrolment;
    @Inject Subscriptions subscriptions;
    @Inject HeldItems held;
    @Inject Standings standings;
    @Inject Reach reach;
    @Inject Writes writes;
    @Inject Durability durability;
    @Context SecurityContext security;

    @POST @Path("{id}/members") @Consumes(MediaType.APPLICATION_JSON)
    @Operation(summary = "Adds members.", description = "addresses: an array; state: ON, OFF or DIGEST, else what the list gives new members. Nobody is written to.")
    @APIResponse(responseCode = "200", description = "items: address, result (added, there, refused), reason; added, there, refused: how many.")
    public String add(@PathParam("id") long id, InputStream body) {
        var json = Body.wide(body);
        var fields = new Fields(json, Enrolment.MOST);
        var addresses = fields.texts("addresses").orElse(List.of());
        var state = fields.choice("state", ListMemberResource::state, "ON, OFF, DIGEST");
        fields.done();
        var people = new ArrayList<Newcomer>();
        addresses.forEach(address -> people.add(new Newcomer(people.size() + 1L, address, "", "", state, Optional.empty())));
        return added(id, people);
    }

    @POST @Path("{id}/members") @Consumes(CSV)
    @Operation(summary = "Adds the members of a table.", description = "Header row address[,name,state,digest,language], or an address a line; at most 50,000 and 8 MiB. Nobody is written to.")
    @APIResponse(responseCode = "200", description = "items: line, address, result (added, there, refused), reason; added, there, refused: how many.")
    @APIResponse(responseCode = "413", description = "Too many octets.")
    public String addTable(@PathParam("id") long id, InputStream body) throws IOException {
        try (var in = new Capped(body, MOST_OCTETS)) {
            return added(id, MemberTable.read(new String(in.readAllBytes(), StandardCharsets.UTF_8)));
        } catch (Capped.TooLarge _) {
            throw Refused.tooLarge(MOST_OCTETS);
        }
    }

    /// Some in a transaction; what is answered is on disk.
    private String added(long id, List<Newcomer> people) {
        var caller = Caller.of(security);
        var list = writes.reading(() -> owned(caller, id));
        var lines = new ArrayList<Line>();
        for (int from = 0; from < people.size(); from += PORTION) {
            var portion = people.subList(from, Math.min(from + PORTION, people.size()));
            lines.addAll(writes.reading(() -> enrolment.join(list, portion, Member.Why.OWNER)));
        }
        durability.await();
        LOG.log(Level.INFO, "event=list-members-added list={0} lines={1} added={2} by={3}", list.address(), Integer.toString(lines.size()), Long.toString(count(lines, Result.ADDED)), Long.toString(caller.account()));
        var items = Json.createArrayBuilder();
        lines.forEach(line -> items.add(Json.createObjectBuilder().add("line", line.who().line()).add("address", line.who().typed()).add("result", line.result().label()).add("id", line.member()).add("reason", line.why().map(fault -> fault.message()).orElse(""))));
        return Json.createObjectBuilder().add("items", items).add("added", count(lines, Result.ADDED)).add("there", count(lines, Result.THERE)).add("refused", count(lines, Result.REFUSED)).build().toString();
    }

    private static long count(List<Line> lines, Result result) { return lines.stream().filter(line -> line.result() == result).count(); }

    private static Optional<Member.State> state(String label) { return Arrays.stream(Member.State.values()).filter(state -> state.belongs() && state.name().equalsIgnoreCase(label)).findFirst(); }

    @GET @Path("{id}/members")
    @Operation(summary = "Lists members in the order of their addresses.", description = "query: part of an address or a name; state: all, on, digest, off, bouncing, trusted, left.")
    @APIResponse(responseCode = "200", description = "items, page, size, total.")
    public String members(@PathParam("id") long id, @QueryParam("query") @DefaultValue("") String query, @QueryParam("state") @DefaultValue("all") String state, @QueryParam("page") @DefaultValue("0") int page, @QueryParam("size") @DefaultValue("50") int size) {
        var caller = Caller.of(security);
        var pages = new Pages(page, size);
        var group = Group.of(state.toLowerCase(Locale.ROOT)).orElseThrow(() -> Refused.badRequest("state is one of " + Arrays.stream(Group.values()).map(Group::label).collect(Collectors.joining(", "))));
        return writes.reading(() -> {
            var list = owned(caller, id);
            return pages.json(search.page(list.id(), group, query, pages.first(), size).stream().map(ListMemberResource::json).toList(), search.count(list.id(), group, query)).toString();
        });
    }

    @GET @Path("{id}/members/{member}")
    @Operation(summary = "Shows a member, by id or address.")
    @APIResponse(responseCode = "200", description = "id, address, name, state, digest, language, since, posts, trusted, bounceScore, why.")
    public String member(@PathParam("id") long id, @PathParam("member") String member) {
        var caller = Caller.of(security);
        return writes.reading(() -> json(find(owned(caller, id), member)).toString());
    }

    @PATCH @Path("{id}/members/{member}") @Consumes(MediaType.APPLICATION_JSON)
    @Operation(summary = "Changes a member, by id or address: name, state, digest, language, trusted.")
    @APIResponse(responseCode = "200", description = "The member.")
    public String change(@PathParam("id") long id, @PathParam("member") String member, InputStream body) {
        var caller = Caller.of(security);
        var given = Body.json(body);
        return writes.durably(() -> {
            var one = find(owned(caller, id), member);
            var fields = new Fields(given);
            var name = fields.text("name").orElse(one.name());
            var language = fields.choice("language", tag -> Optional.of(tag).filter(List.of("", "en", "ja", "zh")::contains), "en, ja, zh").orElse(one.language());
            var state = fields.choice("state", ListMemberResource::state, "ON, OFF, DIGEST");
            var format = fields.choice("digest", label -> Arrays.stream(Digesting.Format.values()).filter(value -> value.name().equalsIgnoreCase(label)).findFirst(), "MIME, PLAIN");
            var trusted = fields.flag("trusted").orElse(one.trusted());
            fields.done();
            one.describe(name.length() > 200 ? name.substring(0, 200) : name, language, format.orElse(one.format()));
            one.trust(trusted);
            if (state.isPresent() && one.state() != state.get()) subscriptions.change(one, state.get(), format);
            return json(one).toString();
        });
    }

    @DELETE @Path("{id}/members/{member}")
    @Operation(summary = "Takes a member off the list, by id or address.", description = "farewell=true writes to the member.")
    @APIResponse(responseCode = "204", description = "Gone.")
    public Response remove(@PathParam("id") long id, @PathParam("member") String member, @QueryParam("farewell") @DefaultValue("false") boolean farewell) {
        var caller = Caller.of(security);
        return writes.durably(() -> {
            var list = owned(caller, id);
            var one = find(list, member);
            if (!one.state().belongs()) throw Refused.notFound("no such member");
            subscriptions.remove(list, one, farewell);
            return Response.noContent().build();
        });
    }

    @GET @Path("{id}/held")
    @Operation(summary = "Lists what waits for an owner, the oldest first.", description = "after: the last id of the answer before.")
    @APIResponse(responseCode = "200", description = "items: id, kind (post, subscription), why, address, name, subject, octets, since, until.")
    public String held(@PathParam("id") long id, @QueryParam("after") @DefaultValue("0") long after, @QueryParam("size") @DefaultValue("50") int size) {
        var caller = Caller.of(security);
        return writes.reading(() -> {
            var items = Json.createArrayBuilder();
            held.of(owned(caller, id).id(), after, Math.clamp(size, 1, 500)).forEach(item -> items.add(json(item)));
            return Json.createObjectBuilder().add("items", items).add("total", held.count(id)).build().toString();
        });
    }

    @POST @Path("{id}/held/{item}/{word}") @Consumes(MediaType.WILDCARD)
    @Operation(summary = "Decides about something that waits: approve, trust, reject or discard.", description = "reason is told when it is rejected.")
    @APIResponse(responseCode = "204", description = "Done.")
    @APIResponse(responseCode = "404", description = "Somebody has decided already.")
    public Response decide(@PathParam("id") long id, @PathParam("item") long item, @PathParam("word") String word, @QueryParam("reason") @DefaultValue("") String reason) {
        var caller = Caller.of(security);
        var decision = Arrays.stream(Moderator.Word.values()).filter(one -> one != Moderator.Word.EXPIRE && one.name().equalsIgnoreCase(word)).findFirst().orElseThrow(() -> Refused.notFound("approve, trust, reject or discard"));
        return writes.durably(() -> {
            held.decide(owned(caller, id), item, decision, reason.length() > 2000 ? reason.substring(0, 2000) : reason, caller.address());
            return Response.noContent().build();
        });
    }

    private ListEntry owned(Caller caller, long id) { return ListResource.owned(lists, standings, reach.subject(caller), id); }

    private Member find(ListEntry list, String member) {
        var found = member.matches("\\d{1,18}") ? members.find(Long.parseLong(member)) : org.posthouse.routing.Addresses.read(member).flatMap(address -> members.find(list.id(), address));
        return found.filter(one -> one.list() == list.id()).orElseThrow(() -> Refused.notFound("no such member"));
    }

    private static JsonObject json(Member m) {
        return Json.createObjectBuilder().add("id", m.id()).add("address", m.address()).add("name", m.name()).add("state", m.state().name()).add("digest", m.format().name()).add("language", m.language()).add("since", m.since().toString())
                .add("posts", m.posts()).add("trusted", m.trusted()).add("bounceScore", m.bounceScore()).add("why", m.why().name().toLowerCase(Locale.ROOT)).build();
    }

    private static JsonObject json(Held h) {
        var json = Json.createObjectBuilder().add("id", h.id()).add("kind", h.kind().name().toLowerCase(Locale.ROOT)).add("why", h.why().name().toLowerCase(Locale.ROOT)).add("address", h.address()).add("name", h.name()).add("subject", h.subject())
                .add("octets", h.octets()).add("since", h.since().toString());
        h.until().ifPresent(until -> json.add("until", until.toString()));
        return json.build();
    }
}
