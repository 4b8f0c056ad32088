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
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.SecurityContext;
import java.io.InputStream;
import java.nio.file.InvalidPathException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.format.DateTimeParseException;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.posthouse.appliance.Backups;
import org.posthouse.appliance.Backups.State;
import org.posthouse.appliance.MailboxRestore;
import org.posthouse.domain.Rejected;

/// Backups of the running house, one at a time, and messages out of them. Paths are of the house's machine.
@Path("backups") @RequestScoped @Produces(MediaType.APPLICATION_JSON) @Tag(name = "backups") public class BackupResource {
    @Inject Backups backups;
    @Inject MailboxRestore restores;
    @Context SecurityContext security;

    @GET
    @Operation(summary = "How the backup goes that is under way, or how the last one went.", description = "state is idle, running, done or failed; sentence says more. last is the moment of the newest one, next when one is planned.")
    @APIResponse(responseCode = "200", description = "state, since or at, octets, sentence; last, next")
    public Response state() {
        Caller.postmaster(security);
        var told = Json.createObjectBuilder(document(backups.state()));
        backups.newest().ifPresent(moment -> told.add("last", moment.toString()));
        backups.next().ifPresent(moment -> told.add("next", moment.toString()));
        return Response.ok(told.build().toString()).build();
    }

    private static JsonObject document(State state) {
        var document = Json.createObjectBuilder();
        return switch (state) {
            case State.Idle() -> document.add("state", "idle").build();
            case State.Running(var since, var copied) -> document.add("state", "running").add("since", since.toString()).add("octets", copied).build();
            case State.Done(var at, var sentence, var octets) -> document.add("state", "done").add("at", at.toString()).add("octets", octets).add("sentence", sentence).build();
            case State.Failed(var at, var sentence) -> document.add("state", "failed").add("at", at.toString()).add("sentence", sentence).build();
        };
    }

    @POST @Consumes(MediaType.APPLICATION_JSON)
    @Operation(summary = "Begins a backup.", description = "{\"folder\":\"/var/backups/posthouse\",\"key\":\"/root/backup.key\",\"full\":false,\"keep\":14}; all but folder may be left out.")
    @APIResponse(responseCode = "202", description = "It has begun; GET tells how it goes.")
    @APIResponse(responseCode = "409", description = "One is under way already.")
    public Response begin(InputStream body) {
        Caller.postmaster(security);
        var fields = new Fields(Body.json(body));
        var folder = path("folder", fields.text("folder"));
        var key = path("key", fields.text("key"));
        var full = fields.flag("full").orElse(false);
        long keep = fields.number("keep").orElse(0L);
        fields.done();
        if (keep < 0 || keep > 10_000) throw Rejected.invalid("keep", "must be {0} to {1}", 0, 10_000);
        if (folder.isEmpty()) throw Rejected.invalid("folder", "is needed");
        return answer(backups.begin(new Backups.Order(folder.get(), key, full, (int) keep)));
    }

    @POST @Path("restore") @Consumes(MediaType.APPLICATION_JSON)
    @Operation(summary = "Puts messages of a backup into a folder of their account.",
            description = "{\"folder\":\"/var/backups/posthouse\",\"account\":\"jane@example.test\",\"into\":\"Restored\"}, and id, key, from (a folder in the backup), since and until (dates or instants), messageId.")
    @APIResponse(responseCode = "202", description = "It has begun; GET on backups tells how it goes.")
    @APIResponse(responseCode = "409", description = "Other work on backups is under way.")
    public Response restore(InputStream body) {
        Caller.postmaster(security);
        var fields = new Fields(Body.json(body));
        var folder = path("folder", fields.text("folder"));
        var key = path("key", fields.text("key"));
        var account = fields.text("account");
        var order = new MailboxRestore.Order(folder.orElseThrow(() -> Rejected.invalid("folder", "is needed")), fields.text("id").orElse("latest"), key, account.orElseThrow(() -> Rejected.invalid("account", "is needed")),
                fields.text("into").orElse("Restored"), fields.text("from"), moment("since", fields.text("since")), moment("until", fields.text("until")), fields.text("messageId"));
        fields.done();
        return answer(restores.begin(order));
    }

    private Response answer(boolean begun) { return begun ? Response.status(202).entity(document(backups.state()).toString()).build() : Problem.of(409, "other work on backups is under way"); }

    private static Optional<java.nio.file.Path> path(String field, Optional<String> text) {
        try {
            var path = text.filter(t -> !t.isBlank()).map(java.nio.file.Path::of);
            if (path.filter(p -> !p.isAbsolute()).isPresent()) throw Rejected.invalid(field, "must be an absolute path");
            return path;
        } catch (InvalidPathException _) {
            throw Rejected.invalid(field, "must be an absolute path");
        }
    }

    private static Optional<Instant> moment(String field, Optional<String> text) {
        try {
            return text.map(t -> t.length() == 10 ? LocalDate.parse(t).atStartOfDay(ZoneOffset.UTC).toInstant() : Instant.parse(t));
        } catch (DateTimeParseException _) {
            throw Rejected.invalid(field, "must be a date such as 2026-03-01 or an instant such as 2026-03-01T12:00:00Z");
        }
    }
}
