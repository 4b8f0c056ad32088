package org.posthouse.api;

import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.json.Json;
import jakarta.json.JsonObject;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.PATCH;
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
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.posthouse.form.Effect;
import org.posthouse.form.Forms;
import org.posthouse.form.Forms.Sent;
import org.posthouse.form.Key;
import org.posthouse.form.Result;
import org.posthouse.form.Subject;
import org.posthouse.form.Subjects;
import org.posthouse.text.Language;
import org.posthouse.text.Texts;

/// Every form of the house for programs: the same values, checks and words as in the browser.
@Path("forms") @RequestScoped @Produces(MediaType.APPLICATION_JSON) @Tag(name = "forms") public class FormResource {
    @Inject Forms forms;
    @Inject Subjects subjects;
    @Inject Writes writes;
    @Context SecurityContext security;
    @Context HttpServletRequest request;

    @GET
    @Operation(summary = "Lists the forms that the caller may open.", description = "items: id, scope (what the key names: house, account, domain, thing), who, creates, dangerous, undoable, fields.")
    @APIResponse(responseCode = "200", description = "items.")
    public String list() {
        var who = who();
        var items = Json.createArrayBuilder();
        forms.all().stream().filter(d -> d.isFor(who)).forEach(d -> items.add(FormJson.describe(d)));
        return Json.createObjectBuilder().add("items", items).build().toString();
    }

    @GET @Path("{form}")
    @Operation(summary = "Opens a form of the house, or the caller's own of an account.")
    @APIResponse(responseCode = "200", description = "The values; ETag is the version.")
    public Response open(@PathParam("form") String form) { return open(form, key(form, "")); }

    @GET @Path("{form}/{key}")
    @Operation(summary = "Opens a form about an account, a domain or another thing.")
    @APIResponse(responseCode = "200", description = "The values; ETag is the version.")
    @APIResponse(responseCode = "403", description = "Not the caller's.")
    @APIResponse(responseCode = "404", description = "No such form or thing.")
    public Response open(@PathParam("form") String form, @PathParam("key") String key) { return open(form, key(form, key)); }

    @PATCH @Path("{form}") @Consumes(MediaType.APPLICATION_JSON)
    @Operation(summary = "Applies the fields that are given.")
    @APIResponse(responseCode = "200", description = "key, change (number in the history, 0 when nothing changed), and secret when there is a new one.")
    @APIResponse(responseCode = "412", description = "If-Match was given, and it is another version by now.")
    @APIResponse(responseCode = "422", description = "Fields cannot be used; errors[] says which. Nothing was changed.")
    public Response apply(@PathParam("form") String form, @HeaderParam(HttpHeaders.IF_MATCH) String ifMatch, @QueryParam("preview") @DefaultValue("false") boolean preview, InputStream body) {
        return apply(form, key(form, ""), ifMatch, preview, Body.json(body));
    }

    @PATCH @Path("{form}/{key}") @Consumes(MediaType.APPLICATION_JSON)
    @Operation(summary = "Applies the fields that are given.", description = "With preview=true nothing is applied when there are effects to confirm: effects[] tells them.")
    @APIResponse(responseCode = "200", description = "key, change (number in the history, 0 when nothing changed), and secret when there is a new one.")
    @APIResponse(responseCode = "412", description = "If-Match was given, and it is another version by now.")
    @APIResponse(responseCode = "422", description = "Fields cannot be used; errors[] says which. Nothing was changed.")
    public Response apply(@PathParam("form") String form, @PathParam("key") String key, @HeaderParam(HttpHeaders.IF_MATCH) String ifMatch, @QueryParam("preview") @DefaultValue("false") boolean preview, InputStream body) {
        return apply(form, key(form, key), ifMatch, preview, Body.json(body));
    }

    @POST @Path("{form}") @Consumes(MediaType.APPLICATION_JSON)
    @Operation(summary = "Applies a form that makes something new.")
    @APIResponse(responseCode = "200", description = "key of the new thing, change, and secret when there is one.")
    @APIResponse(responseCode = "422", description = "Fields cannot be used; errors[] says which. Nothing was made.")
    public Response make(@PathParam("form") String form, InputStream body) { return apply(form, key(form, ""), null, false, Body.json(body)); }

    private Response open(String form, Key key) {
        var opened = forms.open(who(), form, key);
        var answer = Response.ok(FormJson.of(opened).toString()).header(HttpHeaders.CACHE_CONTROL, "no-store");
        if (!opened.version().isEmpty()) answer.header(HttpHeaders.ETAG, tag(opened.version()));
        return answer.build();
    }

    private Response apply(String form, Key key, String ifMatch, boolean preview, JsonObject body) {
        var who = who();
        var version = ifMatch == null || ifMatch.strip().equals("*") ? Optional.<String>empty() : Optional.of(version(ifMatch));
        return switch (forms.apply(who, form, key, new Sent(FormJson.texts(body), version, !preview, 0))) {
            case Result.Confirm(var effects) -> Response.ok(Json.createObjectBuilder().add("effects", Json.createArrayBuilder(sentences(who, form, effects))).build().toString()).build();
            case Result.Done(var applied, long change) -> {
                var json = Json.createObjectBuilder().add("key", applied.key().text()).add("change", change);
                applied.reveal().ifPresent(secret -> json.add("secret", secret));
                yield Response.ok(json.build().toString()).header(HttpHeaders.CACHE_CONTROL, "no-store").build();
            }
        };
    }

    private static List<String> sentences(Subject who, String form, List<Effect> effects) {
        return effects.stream().map(e -> Texts.in(who.locale()).get(form, e.text(), e.arguments().toArray())).toList();
    }

    /// A form about an account without a key is about the caller's own.
    private Key key(String form, String key) {
        boolean own = key.isEmpty() && forms.find(form).filter(d -> d.scope() == org.posthouse.form.Scope.ACCOUNT && !d.creates() || d.creates() && d.who().contains(org.posthouse.form.Audience.SELF)).isPresent();
        return own ? Key.of(Caller.of(security).account()) : new Key(key);
    }

    private Subject who() {
        var caller = Caller.of(security);
        var locale = Language.accepted(request.getHeader(HttpHeaders.ACCEPT_LANGUAGE)).map(Language::locale).orElse(Locale.ENGLISH);
        return writes.reading(() -> subjects.of(caller.account(), Optional.of(locale), request.getRemoteAddr(), Subject.Face.API)).orElseThrow(() -> Refused.forbidden("this account is gone", List.of()));
    }

    /// Versions are any text; as an entity tag (RFC 9110 §8.8.3) they are hex where they are not plain.
    private static String tag(String version) { return '"' + (version.matches("[A-Za-z0-9._-]+") ? version : "x" + HexFormat.of().formatHex(version.getBytes(StandardCharsets.UTF_8))) + '"'; }

    private static String version(String ifMatch) {
        var bare = ifMatch.strip().replaceAll("^\"|\"$", "");
        return bare.matches("x([0-9a-f]{2})+") ? new String(HexFormat.of().parseHex(bare.substring(1)), StandardCharsets.UTF_8) : bare;
    }
}
