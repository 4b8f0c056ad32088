package org.posthouse.api;

import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.security.SecurityRequirementsSet;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.posthouse.gateway.PeerDoor;

/// For servers that share a domain with this one, and nobody else.
@Path("peer") @RequestScoped @Produces(MediaType.APPLICATION_JSON) @Tag(name = "peers") public class PeerResource {
    @Inject PeerDoor door;
    @Inject Writes writes;

    @GET @Path("recipient") @OpenToAll @SecurityRequirementsSet
    @Operation(summary = "Tells a peer whether somebody here has an address of a shared domain.", description = "The Authorization field proves that the caller has the secret of the peers; the answer carries a proof of its own.")
    @APIResponse(responseCode = "200", description = "known, seal.")
    @APIResponse(responseCode = "401", description = "Not a peer, or its clock is more than five minutes off.")
    public Response recipient(@QueryParam("address") String address, @HeaderParam(HttpHeaders.AUTHORIZATION) String authorization) {
        if (address == null || authorization == null || address.length() > 400 || authorization.length() > 400) return Problem.of(401, "for peers only");
        return writes.reading(() -> door.answer(authorization, address)).map(answer -> Response.ok(answer).header("Cache-Control", "no-store").build()).orElseGet(() -> Problem.of(401, "for peers only"));
    }
}
