package org.posthouse.api;

import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.json.Json;
import jakarta.json.JsonObject;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.SecurityContext;
import java.io.InputStream;
import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.posthouse.account.Account;
import org.posthouse.account.AutoReplies;
import org.posthouse.account.AutoReply;
import org.posthouse.account.DeliveryPlan;
import org.posthouse.account.DeliveryPlans;
import org.posthouse.account.Reserved;
import org.posthouse.domain.Rejected;
import org.posthouse.domain.UserOption;

/// Where an account's mail goes and what it answers by itself. For people their own, unless their domain hides it.
@Path("accounts") @RequestScoped @Produces(MediaType.APPLICATION_JSON) @Tag(name = "accounts") public class DeliveryResource {
    @Inject DeliveryPlans deliveries;
    @Inject AutoReplies replies;
    @Inject Reach reach;
    @Inject Writes writes;
    @Context SecurityContext security;

    @GET @Path("{id: \\d{1,16}}/delivery")
    @Operation(summary = "Tells where the account's mail goes.")
    @APIResponse(responseCode = "200", description = "mailbox, forward[], keepCopy, awaiting[]: those of forward whose readers have not agreed yet.")
    public String delivery(@PathParam("id") long id) { return writes.reading(() -> json(deliveries.load(account(id, UserOption.DELIVERY).id())).toString()); }

    @PUT @Path("{id: \\d{1,16}}/delivery") @Consumes(MediaType.APPLICATION_JSON)
    @Operation(summary = "Says where the account's mail goes.", description = "What is left out is mailbox true, forward none, keepCopy true. Of the account Postmaster, forward names the postmasters.")
    @APIResponse(responseCode = "200", description = "The stored plan.")
    @APIResponse(responseCode = "422", description = "A plan that delivers nowhere, or to an address that is nobody's here; errors[] says which field.")
    public String deliver(@PathParam("id") long id, InputStream body) {
        var f = new Fields(Body.json(body));
        var plan = new DeliveryPlan(f.flag("mailbox").orElse(true), f.texts("forward").orElse(List.of()), f.flag("keepCopy").orElse(true));
        f.done();
        return writes.durably(() -> {
            var account = account(id, UserOption.DELIVERY);
            if (account.isReserved() && account.login().equals(Reserved.POSTMASTER.local())) reach.withPassword(security, "forward");
            return json(deliveries.save(account.id(), deliveries.load(account.id()).with(plan.mailbox(), plan.forward(), plan.keepCopy()), reach.subject(Caller.of(security)).administers(account))).toString();
        });
    }

    @GET @Path("{id: \\d{1,16}}/auto-reply")
    @Operation(summary = "Tells what the account answers by itself.")
    @APIResponse(responseCode = "200", description = "mode, subject, message, from, until, everyDays, unnamed.")
    public String reply(@PathParam("id") long id) { return writes.reading(() -> json(replies.load(account(id, UserOption.VACATION).id())).toString()); }

    @PUT @Path("{id: \\d{1,16}}/auto-reply") @Consumes(MediaType.APPLICATION_JSON)
    @Operation(summary = "Says what the account answers by itself.", description = "mode: off, vacation, reply, echo; from and until: the first and last day, or null; everyDays: 1 to 365; unnamed: answers mail too in whose To and Cc the account does not stand, not for vacation.")
    @APIResponse(responseCode = "200", description = "As it is stored.")
    @APIResponse(responseCode = "422", description = "A field cannot be used; errors[] says which.")
    public String answer(@PathParam("id") long id, InputStream body) {
        var f = new Fields(Body.json(body));
        var mode = f.choice("mode", AutoReply.Mode::of, "off, vacation, reply, echo").orElse(AutoReply.Mode.OFF);
        var subject = f.text("subject").orElse("");
        var message = f.text("message").orElse("");
        var from = f.text("from").orElse("");
        var until = f.text("until").orElse("");
        long every = f.number("everyDays").orElse((long) AutoReply.NONE.everyDays());
        boolean unnamed = f.flag("unnamed").orElse(false);
        f.done();
        var wanted = new AutoReply(mode, subject, message, day("from", from), day("until", until), Math.clamp(every, 0, Integer.MAX_VALUE), unnamed);
        return writes.durably(() -> json(replies.save(account(id, UserOption.VACATION).id(), wanted)).toString());
    }

    private Account account(long id, UserOption option) {
        var caller = Caller.of(security);
        var account = reach.account(caller, id);
        boolean hidden = account.domain().filter(d -> d.hidden().contains(option)).isPresent();
        if (hidden && !reach.subject(caller).administers(account)) throw Refused.forbidden("the domain does not offer this to its people", List.of());
        return account;
    }

    private static Optional<LocalDate> day(String field, String text) {
        try {
            return text.isEmpty() ? Optional.empty() : Optional.of(LocalDate.parse(text));
        } catch (DateTimeParseException e) {
            throw Rejected.invalid(field, "must be a day such as 2026-08-01");
        }
    }

    private static JsonObject json(DeliveryPlan plan) {
        return Json.createObjectBuilder().add("mailbox", plan.mailbox()).add("forward", Json.createArrayBuilder(plan.forward())).add("keepCopy", plan.keepCopy()).add("awaiting", Json.createArrayBuilder(plan.awaiting())).build();
    }

    private static JsonObject json(AutoReply reply) {
        var json = Json.createObjectBuilder().add("mode", reply.mode().label()).add("subject", reply.subject()).add("message", reply.message());
        reply.from().ifPresentOrElse(day -> json.add("from", day.toString()), () -> json.addNull("from"));
        reply.until().ifPresentOrElse(day -> json.add("until", day.toString()), () -> json.addNull("until"));
        return json.add("everyDays", reply.everyDays()).add("unnamed", reply.unnamed()).build();
    }
}
