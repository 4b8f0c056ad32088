package org.posthouse.api;

import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.json.Json;
import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.SecurityContext;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.Locale;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.posthouse.domain.Rejected;
import org.posthouse.form.Sights;
import org.posthouse.journey.Acceptance;
import org.posthouse.journey.Event;
import org.posthouse.journey.Fate;
import org.posthouse.journey.Journeys;
import org.posthouse.journey.Place;
import org.posthouse.journey.Search;
import org.posthouse.journey.Sight;
import org.posthouse.journey.Story;
import org.posthouse.message.EncodedWords;

/// What happened to messages. Postmasters see all, domain administrators mail from and to their domains, people their own; what a caller may not see is not there.
@Path("journeys") @RequestScoped @Produces(MediaType.APPLICATION_JSON) @Tag(name = "journeys") public class JourneyResource {
    /// Of one story: longer ones say so.
    private static final int MOST = 10_000;

    @Inject Journeys journeys;
    @Inject Sights sights;
    @Inject Reach reach;
    @Inject Writes writes;
    @Context SecurityContext security;

    @GET
    @Operation(summary = "Finds messages and tells what happened to each, the latest first.", description = "query: an address, @domain, Message-ID or record; messageId, address: both must hold; from, until: instants such as 2026-03-01T00:00:00Z; before: the next of an earlier answer.")
    @APIResponse(responseCode = "200", description = "items, page, size, total; next when there are more. total counts the items of this answer.")
    @APIResponse(responseCode = "422", description = "A parameter cannot be used; errors[] says which.")
    public String list(@QueryParam("query") @DefaultValue("") String query, @QueryParam("messageId") @DefaultValue("") String messageId, @QueryParam("address") @DefaultValue("") String address,
                       @QueryParam("from") @DefaultValue("") String from, @QueryParam("until") @DefaultValue("") String until, @QueryParam("before") @DefaultValue("") String before,
                       @QueryParam("size") @DefaultValue("20") int size) {
        var sight = sight();
        var pages = new Pages(0, Math.min(size, 100));
        var place = Place.parse(before);
        if (!before.isEmpty() && place.isEmpty()) throw Rejected.invalid("before", "must be what an earlier answer gave as next");
        try {
            var page = journeys.page(new Search(cut(query), cut(address), cut(messageId), instant("from", from), instant("until", until)), sight, place, pages.size());
            var items = Json.createArrayBuilder();
            int count = 0;
            for (var glance : page.found()) {
                var story = journeys.story(glance.record(), sight);
                if (story.isEmpty()) continue;
                items.add(json(story.get()));
                count++;
            }
            var json = Json.createObjectBuilder().add("items", items).add("page", 0).add("size", pages.size()).add("total", count);
            page.next().ifPresent(next -> json.add("next", next.toString()));
            return json.build().toString();
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    @GET @Path("{record: [0-9a-f-]{1,50}}")
    @Operation(summary = "Tells what happened to one message.")
    @APIResponse(responseCode = "200", description = "The message, its recipients and its events.")
    @APIResponse(responseCode = "404", description = "No such message, or none that the caller may see.")
    public String show(@PathParam("record") String record) {
        try {
            return json(journeys.story(record, sight()).orElseThrow(() -> Refused.notFound("no such message"))).toString();
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    private Sight sight() {
        var caller = Caller.of(security);
        return sights.of(writes.reading(() -> reach.subject(caller)));
    }

    private static String cut(String text) { return text.length() > 1000 ? text.substring(0, 1000) : text; }

    private static Optional<Instant> instant(String field, String text) {
        try {
            return text.isEmpty() ? Optional.empty() : Optional.of(Instant.parse(text));
        } catch (DateTimeParseException e) {
            throw Rejected.invalid(field, "must be an instant such as 2026-03-01T00:00:00Z");
        }
    }

    private static JsonObject json(Story story) {
        var json = Json.createObjectBuilder().add("record", story.record()).add("at", story.at().toString());
        story.taken().ifPresent(taken -> taken(json, taken));
        var recipients = Json.createArrayBuilder();
        story.fates().stream().limit(MOST).forEach(fate -> recipients.add(json(fate)));
        var events = Json.createArrayBuilder();
        story.events().stream().limit(MOST).forEach(event -> events.add(json(event)));
        return json.add("recipients", recipients).add("events", events).add("complete", !story.cut() && story.fates().size() <= MOST && story.events().size() <= MOST).build();
    }

    private static void taken(JsonObjectBuilder json, Acceptance taken) {
        json.add("sender", taken.sender()).add("octets", taken.octets()).add("messageId", taken.about().id()).add("subject", EncodedWords.read(taken.about().subject())).add("received", taken.about().received());
        if (!taken.client().isEmpty()) json.add("client", taken.client());
        if (!taken.helo().isEmpty()) json.add("helo", taken.helo());
        if (!taken.who().isEmpty()) json.add("signedIn", taken.who());
        if (!taken.tls().isEmpty()) json.add("tls", taken.tls());
        if (!taken.session().isEmpty()) json.add("session", taken.session());
        if (!taken.spf().isEmpty()) json.add("spf", taken.spf());
        if (!taken.hold().isEmpty()) json.add("hold", taken.hold());
    }

    private static JsonObjectBuilder json(Fate fate) {
        var json = Json.createObjectBuilder().add("recipient", fate.recipient()).add("address", fate.address().isEmpty() ? fate.recipient() : fate.address()).add("state", fate.state().name().toLowerCase(Locale.ROOT)).add("at", fate.at().toString());
        fate.last().ifPresent(last -> json.add("by", last.subject()).add("text", last.text()));
        return json;
    }

    private static JsonObjectBuilder json(Event event) {
        return Json.createObjectBuilder().add("at", event.at().toString()).add("kind", event.kind().name().toLowerCase(Locale.ROOT)).add("recipient", event.recipient()).add("address", event.goal()).add("by", event.subject()).add("text", event.text());
    }
}
