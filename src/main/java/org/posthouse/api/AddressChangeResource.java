package org.posthouse.api;

import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.json.Json;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.SecurityContext;
import java.io.InputStream;
import java.net.InetAddress;
import java.util.List;
import java.util.function.Supplier;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.posthouse.change.AddressChange;
import org.posthouse.domain.Rejected;

/// An address of people, or an IP address of this machine, that becomes another in all places at once.
@Path("change-address") @RequestScoped @Produces(MediaType.APPLICATION_JSON) @Tag(name = "accounts") public class AddressChangeResource {
    private static final System.Logger LOG = System.getLogger(AddressChangeResource.class.getName());

    @Inject AddressChange addresses;
    @Inject Writes writes;
    @Context SecurityContext security;

    @POST @Consumes(MediaType.APPLICATION_JSON)
    @Operation(summary = "Changes an address everywhere: accounts, aliases, forwarding, filters, lists.", description = "{\"from\":\"old@example.test\",\"to\":\"new@example.test\",\"dryRun\":true}; with dryRun it only tells where it stands.")
    @APIResponse(responseCode = "200", description = "places: where, and how often.")
    @APIResponse(responseCode = "409", description = "The new address is somebody's already.")
    public String change(InputStream body) {
        var who = Caller.postmaster(security);
        var fields = new Fields(Body.json(body));
        var from = fields.text("from").orElse("");
        var to = fields.text("to").orElse("");
        boolean dry = fields.flag("dryRun").orElse(false);
        fields.done();
        boolean host = host(from);
        if (host && !host(to)) throw Rejected.invalid("to", "must be an IP address, as the old one is");
        Supplier<List<AddressChange.Changed>> work = () -> host ? addresses.changeHost(from, to, dry) : addresses.change(from, to, dry);
        var changed = dry ? writes.reading(work) : writes.durably(work);
        if (!dry) LOG.log(System.Logger.Level.INFO, "event=address-changed by={0} from={1} to={2} places={3}", who.address(), from, to, changed.size());
        var places = Json.createArrayBuilder();
        changed.forEach(place -> places.add(Json.createObjectBuilder().add("where", place.where()).add("count", place.count())));
        return Json.createObjectBuilder().add("places", places).build().toString();
    }

    private static boolean host(String text) {
        try {
            return InetAddress.ofLiteral(text).getAddress().length > 0;
        } catch (IllegalArgumentException _) {
            return false;
        }
    }
}
