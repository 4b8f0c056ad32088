package org.posthouse.api;

import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.json.Json;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.SecurityContext;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.posthouse.form.owner.Standings;
import org.posthouse.list.ListEntry;
import org.posthouse.list.Lists;
import org.posthouse.list.Standing;
import org.posthouse.list.archive.Archive;
import org.posthouse.list.archive.Import;
import org.posthouse.list.archive.ImportDesk;
import org.posthouse.machine.Roots;
import org.posthouse.web.archive.ImportPage;

/// Archives of lists: brought along from mbox files of any size, and what is taken out of them. For the lists' owners.
@Path("lists/{id}/archive") @RequestScoped @Tag(name = "lists") public class ListArchiveResource {
    private static final String MBOX = "application/mbox";
    private static final int MOST_REFUSALS = 1_000;

    @Inject Lists lists;
    @Inject Standings standings;
    @Inject Reach reach;
    @Inject Writes writes;
    @Inject ImportDesk desk;
    @Inject Archive archive;
    @Inject Roots roots;
    @Context SecurityContext security;

    @POST @Path("import") @Consumes({MBOX, MediaType.APPLICATION_OCTET_STREAM}) @Produces(MediaType.APPLICATION_JSON)
    @Operation(summary = "Brings the posts of an mbox file to the list's archive, in the background.", description = "They keep numbers (X-Mail-Count, subject tag, else their order) and dates; what is there is passed over. The body is the file; `file` instead "
            + "names one below a registered folder, for postmasters. `oldPages` makes Mailman's addresses lead to the posts; `name` is the file's for people.")
    @APIResponse(responseCode = "202", description = "The file is here, and `Location` tells how far its import is.")
    @APIResponse(responseCode = "403", description = "Not an owner.")
    @APIResponse(responseCode = "409", description = "Another import is under way.")
    @APIResponse(responseCode = "413", description = "The file is larger than the limit.")
    @APIResponse(responseCode = "422", description = "There is no file, or no room for it.")
    public Response bring(@PathParam("id") long id, @QueryParam("file") String file, @QueryParam("oldPages") @DefaultValue("false") boolean oldPages, @QueryParam("name") @DefaultValue("archive.mbox") String name, @Context HttpHeaders headers, InputStream body)
            throws IOException {
        var list = owned(id);
        if (file == null) {
            if (headers.getLength() > desk.most()) throw Refused.tooLarge(desk.most());
            return begun(desk.begin(list, name.replaceAll("\\p{Cntrl}", " "), desk.receive(body, headers.getLength()), oldPages));
        }
        Caller.postmaster(security);
        return begun(desk.begin(list, ImportPage.file(roots, file), oldPages));
    }

    @GET @Path("import") @Produces(MediaType.APPLICATION_JSON)
    @Operation(summary = "How far the list's newest import is.")
    @APIResponse(responseCode = "200", description = "`state` (waiting, running, done, failed, cancelled), octets of the file and how many are read, posts added, there before and refused, and the refused ones.")
    @APIResponse(responseCode = "404", description = "There was none.")
    public Response newest(@PathParam("id") long id) { return Response.ok(told(desk.newest(owned(id).id()).orElseThrow(() -> Refused.notFound("no such import")))).build(); }

    @GET @Path("import/{import}") @Produces(MediaType.APPLICATION_JSON)
    @Operation(summary = "How far an import is.", description = "As for the newest.")
    @APIResponse(responseCode = "200", description = "See there.")
    @APIResponse(responseCode = "404", description = "There is none.")
    public Response one(@PathParam("id") long id, @PathParam("import") long which) { return Response.ok(told(find(id, which))).build(); }

    @DELETE @Path("import/{import}")
    @Operation(summary = "Cancels an import; what it brought stays.")
    @APIResponse(responseCode = "204", description = "It ends with the step that it is at.")
    @APIResponse(responseCode = "409", description = "It is over already.")
    public Response cancel(@PathParam("id") long id, @PathParam("import") long which) {
        desk.cancel(find(id, which));
        return Response.noContent().build();
    }

    @POST @Path("import/{import}/go-on") @Produces(MediaType.APPLICATION_JSON)
    @Operation(summary = "Goes on with an import that failed, from where it was.")
    @APIResponse(responseCode = "202", description = "It waits or runs again.")
    @APIResponse(responseCode = "409", description = "It did not fail.")
    public Response goOn(@PathParam("id") long id, @PathParam("import") long which) {
        desk.goOn(find(id, which));
        return begun(find(id, which));
    }

    private Import find(long list, long which) { return desk.find(owned(list).id(), which).orElseThrow(() -> Refused.notFound("no such import")); }

    @DELETE @Path("{number}")
    @Operation(summary = "Takes a post out of the archive for good.")
    @APIResponse(responseCode = "204", description = "It is gone; its number is not used again.")
    @APIResponse(responseCode = "404", description = "There is none.")
    public Response remove(@PathParam("id") long id, @PathParam("number") long number) {
        var list = owned(id);
        if (!writes.reading(() -> archive.remove(list.id(), number))) throw Refused.notFound("no such post");
        return Response.noContent().build();
    }

    private ListEntry owned(long id) {
        var caller = Caller.of(security);
        var list = lists.now().find(id);
        boolean owner = list.isPresent() && writes.reading(() -> standings.of(list.get(), Optional.of(reach.subject(caller)))) == Standing.OWNER;
        if (!owner) throw Refused.forbidden("this is not your list", List.of());
        return list.get();
    }

    private Response begun(Import one) {
        return Response.accepted(told(one)).location(URI.create("/api/v1/lists/" + one.list() + "/archive/import/" + one.id())).type(MediaType.APPLICATION_JSON_TYPE).build();        // RFC 9110 §15.3.3
    }

    private String told(Import one) {
        var now = one.progress();
        var json = Json.createObjectBuilder().add("id", one.id()).add("state", one.state().word()).add("name", one.name()).add("octets", one.octets()).add("read", now.reached()).add("posts", now.posts()).add("added", now.added()).add("there", now.there())
                .add("refused", now.refused()).add("begun", one.begun().toString());
        one.ended().ifPresent(ended -> json.add("ended", ended.toString()));
        if (!one.failed().isEmpty()) json.add("why", one.failed());
        var refusals = Json.createArrayBuilder();
        if (now.refused() > 0) desk.refusals(one, MOST_REFUSALS).forEach(refusal -> refusals.add(Json.createObjectBuilder().add("post", refusal.post()).add("at", refusal.place()).add("why", refusal.why().name().toLowerCase(Locale.ROOT).replace('_', '-')).add("subject", refusal.subject())));
        return json.add("refusals", refusals).build().toString();
    }
}
