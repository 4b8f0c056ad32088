package org.posthouse.api;

import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.json.Json;
import jakarta.json.JsonObject;
import jakarta.json.JsonString;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.SecurityContext;
import java.io.InputStream;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.posthouse.domain.Domains;
import org.posthouse.domain.LocalDomain;
import org.posthouse.domain.Rejected;
import org.posthouse.table.SystemDesk;
import org.posthouse.table.SystemFiles;
import org.posthouse.table.SystemFiles.Home;
import org.posthouse.table.SystemUsers;
import org.posthouse.table.SystemUsers.Line;
import org.posthouse.table.SystemUsers.Result;
import org.posthouse.table.SystemUsers.Wanted;

/// People of a UNIX machine as accounts. For postmasters.
@Path("accounts") @RequestScoped @Produces(MediaType.APPLICATION_JSON) @Tag(name = "accounts") public class SystemUsersResource {
    @Inject SystemUsers users;
    @Inject SystemDesk desk;
    @Inject Domains domains;
    @Inject Reach reach;
    @Context SecurityContext security;

    @POST @Path("system-users") @Consumes(MediaType.APPLICATION_JSON)
    @Operation(summary = "Opens accounts for the people of a UNIX machine, with their aliases and forwarding.", description = "passwd, aliases, loginDefs: texts of those files; homes: an object by the name of the home folder, each with plan, project, forward; "
            + "domain: of the addresses, else the first one; links: true makes a link for each new account, with which its owner chooses a password; dryRun: true only tells. System users, and programs and files that are not registered, are left out.")
    @APIResponse(responseCode = "200", description = "items: file, line, what, to, result (created, unchanged, refused, system), reason, link; created, unchanged, refused, system: how many.")
    @APIResponse(responseCode = "409", description = "Another import is running.")
    @APIResponse(responseCode = "422", description = "There is no passwd, or the domain is not of this house.")
    public String importUsers(InputStream body) {
        Caller.postmaster(security);
        var json = Body.wide(body);
        var f = new Fields(Json.createObjectBuilder(json).remove("homes").build());
        var files = new SystemFiles(f.text("passwd").orElse(""), f.text("aliases").orElse(""), f.text("loginDefs").orElse(""), homes(json)).needed();
        var wanted = new Wanted(files, domain(f.text("domain").orElse("")), f.flag("links").orElse(false));
        boolean dry = f.flag("dryRun").orElse(false);
        f.done();
        return json(dry ? users.look(wanted) : desk.run(reach.administrator(Caller.of(security)), wanted)).toString();
    }

    private String domain(String name) {
        return (name.isBlank() ? domains.local().first() : domains.local().find(name.strip().toLowerCase(Locale.ROOT))).map(LocalDomain::name).orElseThrow(() -> Rejected.invalid("domain", "choose a domain of this house"));
    }

    private static Map<String, Home> homes(JsonObject json) {
        var homes = new HashMap<String, Home>();
        if (!json.containsKey("homes")) return homes;
        if (!(json.get("homes") instanceof JsonObject all)) throw Rejected.invalid("homes", "must be an object");
        all.forEach((name, value) -> {
            if (!(value instanceof JsonObject home)) throw Rejected.invalid("homes", "must be an object");
            homes.put(name, new Home(text(home, "plan"), text(home, "project"), text(home, "forward")));
        });
        return homes;
    }

    private static String text(JsonObject home, String name) {
        var text = home.get(name) instanceof JsonString string ? string.getString() : "";
        return text.length() > SystemFiles.MOST_IN_HOME ? text.substring(0, SystemFiles.MOST_IN_HOME) : text;
    }

    private static JsonObject json(List<Line> lines) {
        var items = Json.createArrayBuilder();
        lines.forEach(line -> items.add(Json.createObjectBuilder().add("file", line.file()).add("line", line.line()).add("what", line.what()).add("to", line.to()).add("result", word(line.result())).add("reason", line.reason()).add("link", line.link())));
        var counts = SystemUsers.counts(lines);
        var json = Json.createObjectBuilder().add("items", items);
        for (var result : Result.values()) json.add(word(result), counts.get(result));
        return json.build();
    }

    private static String word(Result result) { return result.name().toLowerCase(Locale.ROOT); }
}
