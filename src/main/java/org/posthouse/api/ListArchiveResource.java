package org.posthouse.api;

import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.json.Json;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.SecurityContext;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.util.List;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.posthouse.form.owner.Standings;
import org.posthouse.list.ListEntry;
import org.posthouse.list.Lists;
import org.posthouse.list.Standing;
import org.posthouse.list.archive.Archive;
import org.posthouse.list.archive.ArchiveImport.Progress;
import org.posthouse.list.archive.ImportDesk;
import org.posthouse.machine.Roots;
import org.posthouse.web.archive.ImportPage;

/// Archives of lists: brought along from mbox files of any size, and what is taken out of them. For the lists' owners.
@Path("lists/{id}/archive") @RequestScoped @Tag(name = "lists") public class ListArchiveResource {
    private static final String MBOX = "application/mbox";

    @Inject Lists lists;
    @Inject Standings standings;
    @Inject Reach reach;
    @Inject Writes writes;
    @Inject ImportDesk desk;
    @Inject Archive archive;
    @Inject Roots roots;
    @Context SecurityContext security;

    @POST @Consumes({MBOX, MediaType.APPLICATION_OCTET_STREAM}) @Produces(MediaType.APPLICATION_JSON)
    @Operation(summary = "Brings the posts of an mbox file to the list's archive.", description = "They keep numbers (X-Mail-Count, subject tag, else their order) and dates; what is there is passed over. The body is read as it comes; `file` instead "
            + "names one below a registered folder, for postmasters. `oldPages` makes Mailman's addresses lead to the posts.")
    @APIResponse(responseCode = "200", description = "How many were added, were there already, or were unreadable.")
    @APIResponse(responseCode = "403", description = "Not an owner.")
    @APIResponse(responseCode = "409", description = "Another import is under way.")
    public Response bring(@PathParam("id") long id, @QueryParam("file") String file, @QueryParam("oldPages") @DefaultValue("false") boolean oldPages, InputStream body) throws IOException, InterruptedException {
        var list = owned(id);
        if (file == null) return told(desk.now(list, body, oldPages));
        Caller.postmaster(security);
        try (var in = new BufferedInputStream(Files.newInputStream(ImportPage.file(roots, file)), 256 << 10)) {
            return told(desk.now(list, in, oldPages));
        }
    }

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

    private static Response told(Progress done) {
        return Response.ok(Json.createObjectBuilder().add("added", done.added()).add("there", done.there()).add("unreadable", done.broken()).build().toString(), MediaType.APPLICATION_JSON_TYPE).build();
    }
}
