package org.posthouse.api;

import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.json.Json;
import jakarta.json.JsonObject;
import jakarta.json.JsonString;
import jakarta.json.JsonValue;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.PATCH;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.SecurityContext;
import java.io.InputStream;
import java.lang.System.Logger.Level;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.posthouse.domain.Rejected;
import org.posthouse.domain.Rejected.Fault;
import org.posthouse.setting.Outcome;
import org.posthouse.setting.Setting;
import org.posthouse.setting.Settings;
import org.posthouse.setting.Snapshot;
import org.posthouse.setting.TextSetting;

/// The live settings. For postmasters.
@Path("settings") @RequestScoped @Produces(MediaType.APPLICATION_JSON) @Tag(name = "settings") public class SettingResource {
    private static final System.Logger LOG = System.getLogger(SettingResource.class.getName());

    @Inject Settings settings;
    @Inject Writes writes;
    @Context SecurityContext security;

    @GET
    @Operation(summary = "Tells every live setting's value.", description = "{\"smtp.recipients\":1000,…}")
    @APIResponse(responseCode = "200", description = "An object with a member a setting.")
    public Response list() {
        Caller.postmaster(security);
        return answer(settings.now());
    }

    @GET @Path("{name}")
    @Operation(summary = "Explains one setting.")
    @APIResponse(responseCode = "200", description = "name, value, default, unit (number, octets, seconds, flag, text), least, most (of a text: characters), meaning.")
    @APIResponse(responseCode = "404", description = "No such setting.")
    public String show(@PathParam("name") String name) {
        Caller.postmaster(security);
        var text = TextSetting.named(name);
        if (text.isPresent()) return Json.createObjectBuilder().add("name", name).add("value", settings.now().text(text.get())).add("default", text.get().standard())
                .add("unit", "text").add("most", text.get().most()).add("meaning", text.get().meaning()).build().toString();
        var setting = Setting.named(name).orElseThrow(() -> Refused.notFound("no such setting"));
        return Json.createObjectBuilder().add("name", setting.label()).add("value", json(setting, settings.now().value(setting))).add("default", json(setting, setting.standard()))
                .add("unit", setting.unit().label()).add("least", json(setting, setting.least())).add("most", json(setting, setting.most())).add("meaning", setting.meaning()).build().toString();
    }

    @PATCH @Consumes(MediaType.APPLICATION_JSON)
    @Operation(summary = "Changes the settings that are given, all or none.", description = "null gives a setting its default back. Effective at once, for connections and messages that begin then.")
    @APIResponse(responseCode = "200", description = "Every live setting's value after the change.")
    @APIResponse(responseCode = "412", description = "If-Match was given, and the settings are not that version any more.")
    @APIResponse(responseCode = "422", description = "A value cannot be used; errors[] says which. Nothing was changed.")
    public Response change(@HeaderParam(HttpHeaders.IF_MATCH) String ifMatch, InputStream body) {
        var caller = Caller.postmaster(security);
        var wishes = wishes(Body.json(body));
        var settled = writes.durably(() -> switch (settings.change(wishes, version(ifMatch))) {
            case Outcome.Settled done -> done;
            case Outcome.Stale() -> throw Rejected.stale();
            case Outcome.Refused(var faults) -> throw new Rejected(Rejected.Kind.INVALID, faults.stream().map(fault -> new Fault(fault.name(), fault.pattern(), fault.arguments())).toList());
        });
        log(settled, caller);
        return answer(settled.now());
    }

    /// Each value as its JSON text, so that a number in quotes is no number; a text as it is.
    private static Map<String, Optional<String>> wishes(JsonObject json) {
        var wishes = new HashMap<String, Optional<String>>();
        json.forEach((name, value) -> wishes.put(name, value.getValueType() == JsonValue.ValueType.NULL ? Optional.empty() : Optional.of(wish(name, value))));
        return wishes;
    }

    private static String wish(String name, JsonValue value) {
        if (TextSetting.named(name).isEmpty()) return value.toString();
        if (value instanceof JsonString text) return text.getString();
        throw Rejected.invalid(name, "must be text");
    }

    private static Optional<Long> version(String ifMatch) {
        if (ifMatch == null || ifMatch.strip().equals("*")) return Optional.empty();
        return Optional.of(ifMatch.strip().matches("\"\\d{1,18}\"") ? Long.parseLong(ifMatch.strip().replace("\"", "")) : -1);        // no version of ours, so not the one there is
    }

    private static Response answer(Snapshot now) {
        var json = Json.createObjectBuilder();
        for (var setting : Setting.values()) json.add(setting.label(), json(setting, now.value(setting)));
        for (var setting : TextSetting.values()) json.add(setting.label(), now.text(setting));
        return Response.ok(json.build().toString()).header(HttpHeaders.ETAG, "\"" + now.version() + "\"").header(HttpHeaders.CACHE_CONTROL, "no-store").build();
    }

    private static JsonValue json(Setting setting, long value) {
        if (setting.unit() == Setting.Unit.FLAG) return value == 1 ? JsonValue.TRUE : JsonValue.FALSE;
        return Json.createValue(value);
    }

    private static void log(Outcome.Settled settled, Caller by) {
        for (var setting : Setting.values()) {
            long from = settled.before().value(setting);
            long to = settled.now().value(setting);
            if (from != to) LOG.log(Level.INFO, "event=setting-changed name={0} from={1} to={2} by={3}", setting.label(), setting.text(from), setting.text(to), Long.toString(by.account()));
        }
        for (var setting : TextSetting.values())
            if (!settled.before().text(setting).equals(settled.now().text(setting))) LOG.log(Level.INFO, "event=setting-changed name={0} by={1}", setting.label(), Long.toString(by.account()));
    }
}
