package org.posthouse.api;

import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.json.Json;
import jakarta.json.JsonArray;
import jakarta.json.JsonArrayBuilder;
import jakarta.json.JsonObject;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.SecurityContext;
import java.io.InputStream;
import java.net.InetAddress;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.posthouse.domain.Administrators;
import org.posthouse.domain.Rejected;
import org.posthouse.mime.Address;
import org.posthouse.routing.Addresses;
import org.posthouse.routing.ChannelAlias;
import org.posthouse.routing.ChannelAliases;
import org.posthouse.routing.Explained;
import org.posthouse.routing.Explainer.Question;
import org.posthouse.routing.Explanation;
import org.posthouse.routing.Resolution;
import org.posthouse.routing.Route;
import org.posthouse.routing.RouteEntry;
import org.posthouse.routing.Routing;
import org.posthouse.routing.RoutingTable;
import org.posthouse.routing.Rule;

/// Which way mail goes: the tables for postmasters, explanations for whoever administers the recipient's domain.
@Path("") @RequestScoped @Produces(MediaType.APPLICATION_JSON) @Tag(name = "routing") public class RoutingResource {
    @Inject RoutingTable table;
    @Inject ChannelAliases channels;
    @Inject Explanation explanation;
    @Inject Routing routing;
    @Inject Administrators administrators;
    @Inject Writes writes;
    @Context SecurityContext security;

    @GET @Path("routing-table")
    @Operation(summary = "Tells the mail routing table, in the order in which entries are asked.", description = "pattern, target, tls (offered, required, verified, none), login, timing (at-once, scheduled, on-call), and unreachable: the place of an earlier entry that always decides first. Passwords are only written.")
    @APIResponse(responseCode = "200", description = "An array of entries.")
    public String routes() {
        Caller.postmaster(security);
        return json(writes.reading(table::list)).toString();
    }

    @PUT @Path("routing-table") @Consumes(MediaType.APPLICATION_JSON)
    @Operation(summary = "Replaces the mail routing table.", description = "[{\"pattern\":\"*.podunk.edu\",\"target\":\"*\"},…]; a password that is left out stays as it is for the same target and login. Mail that waits follows the new table.")
    @APIResponse(responseCode = "200", description = "The table as it is stored.")
    @APIResponse(responseCode = "422", description = "An entry cannot be used; nothing was changed.")
    public String replaceRoutes(InputStream body) {
        Caller.postmaster(security);
        var wanted = Body.array(body).getValuesAs(JsonObject.class).stream().map(RoutingResource::entry).toList();
        return json(writes.durably(() -> {
            table.replace(wanted);
            return table.list();
        })).toString();
    }

    @GET @Path("channel-aliases")
    @Operation(summary = "Tells the channel aliases.")
    @APIResponse(responseCode = "200", description = "An array of {\"in\",\"out\"}.")
    public String aliases() {
        Caller.postmaster(security);
        return pairs(writes.reading(channels::list)).toString();
    }

    @PUT @Path("channel-aliases") @Consumes(MediaType.APPLICATION_JSON)
    @Operation(summary = "Replaces the channel aliases.", description = "[{\"in\":\"a@x.test\",\"out\":\"b@y.test\"},…]")
    @APIResponse(responseCode = "200", description = "The aliases as they are stored.")
    @APIResponse(responseCode = "422", description = "A pair cannot be used; nothing was changed.")
    public String replaceAliases(InputStream body) {
        Caller.postmaster(security);
        var wanted = Body.array(body).getValuesAs(JsonObject.class).stream().map(RoutingResource::pair).toList();
        return pairs(writes.durably(() -> {
            channels.replace(wanted);
            return channels.list();
        })).toString();
    }

    @GET @Path("explain")
    @Operation(summary = "Explains what would happen to a message; nothing is sent.", description = "client is the IP address of the host that would bring it, empty for somebody who signed in.")
    @APIResponse(responseCode = "200", description = "taken, said (verdicts at the door), steps (the rules of addresses that fire, in order), outcomes.")
    @APIResponse(responseCode = "403", description = "Not a domain of the caller's.")
    @APIResponse(responseCode = "422", description = "recipient, sender or client cannot be read.")
    public String explain(@QueryParam("recipient") @DefaultValue("") String recipient, @QueryParam("sender") @DefaultValue("") String sender, @QueryParam("client") @DefaultValue("") String client) {
        var caller = Caller.of(security);
        var to = address("recipient", recipient);
        var from = sender.isBlank() || sender.strip().equals("<>") ? Optional.<Address>empty() : Optional.of(address("sender", sender));
        var at = client.isBlank() ? Optional.<InetAddress>empty() : Optional.of(ip(client.strip()));
        var own = administrators.domainsOf(caller.account());
        if (!caller.isPostmaster() && routing.domain(to).filter(domain -> own.contains(domain.id())).isEmpty()) throw Refused.forbidden("you do not look after that domain", List.of());
        return json(to, explanation.of(new Question(to, from, at), domain -> caller.isPostmaster() || own.contains(domain))).toString();
    }

    private static Address address(String field, String text) {
        return Optional.of(text).filter(typed -> typed.length() <= 320).flatMap(Addresses::read).orElseThrow(() -> Rejected.invalid(field, "{0} is not an address", '"' + (text.length() > 80 ? text.substring(0, 80) : text) + '"'));
    }

    private static InetAddress ip(String text) {
        try {
            return InetAddress.ofLiteral(text);
        } catch (IllegalArgumentException noAddress) {
            throw Rejected.invalid("client", "must be an IP address, without a name");
        }
    }

    private static RouteEntry entry(JsonObject json) {
        var fields = new Fields(json);
        var entry = new RouteEntry(fields.text("pattern").orElse(""), fields.text("target").orElse(""), fields.choice("tls", label -> constant(Route.Tls.values(), label), "offered, required, verified, none").orElse(Route.Tls.OFFERED),
                fields.text("login").orElse(""), fields.text("password").orElse(""), fields.choice("timing", label -> constant(Route.Timing.values(), label), "at-once, scheduled, on-call").orElse(Route.Timing.AT_ONCE));
        fields.number("unreachable");                                    // what GET tells may be sent back
        fields.done();
        return entry;
    }

    private static ChannelAlias pair(JsonObject json) {
        var fields = new Fields(json);
        var pair = new ChannelAlias(fields.text("in").orElse(""), fields.text("out").orElse(""));
        fields.done();
        return pair;
    }

    private static <E extends Enum<E>> Optional<E> constant(E[] all, String label) { return Arrays.stream(all).filter(one -> label(one).equals(label)).findFirst(); }

    private static String label(Enum<?> constant) { return constant.name().toLowerCase(Locale.ROOT).replace('_', '-'); }

    private static JsonArray json(List<RouteEntry> entries) {
        var unreachable = RoutingTable.unreachable(entries);
        var array = Json.createArrayBuilder();
        for (int i = 0; i < entries.size(); i++) {
            var entry = entries.get(i);
            int place = i + 1;
            var json = Json.createObjectBuilder().add("pattern", entry.pattern()).add("target", entry.target()).add("tls", label(entry.tls())).add("login", entry.login()).add("timing", label(entry.timing()));
            unreachable.stream().filter(one -> one.place() == place).findFirst().ifPresent(one -> json.add("unreachable", one.above()));
            array.add(json);
        }
        return array.build();
    }

    private static JsonArray pairs(List<ChannelAlias> aliases) {
        var array = Json.createArrayBuilder();
        aliases.forEach(alias -> array.add(Json.createObjectBuilder().add("in", alias.in()).add("out", alias.out())));
        return array.build();
    }

    private static JsonObject json(Address recipient, Explained told) {
        var said = Json.createArrayBuilder();
        told.said().forEach(one -> said.add(Json.createObjectBuilder().add("verdict", label(one.verdict())).add("text", one.text()).add("rule", one.rule().name()).add("form", one.rule().path())));
        var steps = Json.createArrayBuilder();
        told.steps().forEach(step -> steps.add(Json.createObjectBuilder().add("kind", step.rule().label()).add("rule", step.rule().name()).add("form", step.rule().path()).add("depth", step.depth())
                .add("from", step.from().toString()).add("to", Json.createArrayBuilder(step.to())).add("more", step.more())));
        var outcomes = Json.createArrayBuilder();
        told.ends().forEach(end -> outcome(outcomes, end));
        return Json.createObjectBuilder().add("recipient", recipient.toString()).add("taken", told.taken()).add("said", said).add("steps", steps).add("outcomes", outcomes).add("more", told.more()).build();
    }

    private static void outcome(JsonArrayBuilder outcomes, Explained.End end) {
        var json = Json.createObjectBuilder();
        switch (end.goal().end()) {
            case Resolution.Mailbox(var to) -> json.add("kind", "mailbox").add("address", to.primary().toString()).add("detail", to.detail());
            case Resolution.Outlet(var to) -> json.add("kind", to.transport()).add("target", to.target());
            case Resolution.Remote(var address) -> json.add("kind", "remote").add("address", address.toString()).add("sender", end.sender()).add("route", end.route().map(Rule::name).orElse(""))
                    .add("form", end.route().map(Rule::path).orElse("")).add("servers", Json.createArrayBuilder(end.servers()));
            case Resolution.Unknown _, Resolution.Stranded _, Resolution.Onward _ -> json.add("kind", "returned").add("address", end.goal().address().toString());
        }
        outcomes.add(json.add("problem", end.problem()));
    }
}
