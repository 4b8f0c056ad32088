package org.posthouse.api;

import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.json.Json;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.SecurityContext;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.posthouse.domain.DomainKey;
import org.posthouse.gateway.Connections;

/// A run of the queue, for whoever knows that the link is up.
@Path("queue/run") @RequestScoped @Produces(MediaType.APPLICATION_JSON) @Tag(name = "queue") public class QueueRunResource {
    @Inject Connections connections;
    @Context SecurityContext security;

    @POST
    @Operation(summary = "Lets mail go now: for one domain, or all that waits for the connection schedule or for its next attempt.", description = "Mail that its receiver has to ask for goes only when its domain is named.")
    @APIResponse(responseCode = "202", description = "deliveries: how many go now; 0 also while a program still prepares the connection.")
    @APIResponse(responseCode = "409", description = "A run is under way already.")
    public Response run(@QueryParam("domain") String domain) {
        var who = Caller.postmaster(security);
        var named = Optional.ofNullable(domain).filter(text -> !text.isBlank()).map(text -> DomainKey.required("domain", text).name());
        var run = connections.begin(named, who.address());
        if (!run.begun()) return Problem.of(409, "a run is under way already");
        return Response.status(202).entity(Json.createObjectBuilder().add("deliveries", run.deliveries()).build().toString()).build();
    }
}
