package org.posthouse.api;

import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.json.Json;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.SecurityContext;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.posthouse.database.UnitOfWork;
import org.posthouse.mailbox.Folders;
import org.posthouse.queue.Engine;

/// How much mail the house has, for who wants to switch it off.
@Path("mail") @RequestScoped @Produces(MediaType.APPLICATION_JSON) @Tag(name = "mail") public class MailResource {
    @Inject Folders folders;
    @Inject Engine queue;
    @Inject UnitOfWork unitOfWork;
    @Context SecurityContext security;

    @GET
    @Operation(summary = "How much mail lies in mailboxes and waits in the queue.", description = "Archives of lists are not counted.")
    @APIResponse(responseCode = "200", description = "messages and octets in mailboxes, deliveries queued")
    public Response mail() {
        Caller.postmaster(security);
        var held = unitOfWork.call(folders::held);
        return Response.ok(Json.createObjectBuilder().add("messages", held.messages()).add("octets", held.octets()).add("queued", queue.queued()).build().toString()).build();
    }
}
