package org.posthouse.api;

import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.io.InputStream;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.security.SecurityRequirementsSet;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.posthouse.account.SetUp;
import org.posthouse.account.SetUp.Outcome;
import org.posthouse.database.Durability;
import org.posthouse.domain.Rejected;

/// The first call to a new house.
@Path("set-up") @RequestScoped @Produces(MediaType.APPLICATION_JSON) @Tag(name = "set-up") public class SetUpResource {
    @Inject SetUp setUp;
    @Inject Durability durability;
    @Context HttpServletRequest request;

    @POST @Consumes(MediaType.APPLICATION_JSON) @OpenToAll @SecurityRequirementsSet
    @Operation(summary = "Gives Postmaster a password and opens the first domain.", description = "{\"code\":\"…\",\"domain\":\"example.test\",\"password\":\"…\"}, with the one-time code from the console; domain may be left out.")
    @APIResponse(responseCode = "204", description = "Done; the code is used up.")
    @APIResponse(responseCode = "403", description = "Another code.")
    @APIResponse(responseCode = "409", description = "Postmaster has a password already.")
    @APIResponse(responseCode = "422", description = "A field cannot be used; errors[] says which.")
    public Response complete(InputStream body) {
        var fields = new Fields(Body.json(body));
        var code = fields.text("code");
        var domain = fields.text("domain").filter(d -> !d.isBlank());
        var password = fields.text("password");
        fields.done();
        if (code.isEmpty() || password.isEmpty()) throw Rejected.invalid(code.isEmpty() ? "code" : "password", "is needed");
        return switch (setUp.complete(Client.address(request), code.get(), domain, password.get())) {
            case Outcome.Done() -> {
                durability.await();
                yield Response.noContent().build();
            }
            case Outcome.NotNeeded() -> Problem.of(409, "Postmaster has a password already");
            case Outcome.Busy() -> throw Refused.busy();
            case Outcome.WrongCode(var delay) -> {
                Client.sitOut(delay);
                yield Problem.of(403, "that is not the code on the console", List.of(new Rejected.Fault("code", "is another")));
            }
        };
    }
}
