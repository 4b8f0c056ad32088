package org.posthouse.browser;

import jakarta.json.Json;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.time.Duration;
import java.time.Instant;
import java.io.StringReader;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.posthouse.blackbox.Api;
import org.posthouse.blackbox.House;
import org.posthouse.certificate.TestAuthority;

/// Things that forms can be about: an account, a domain, a service, made when a form asks for one.
final class Samples {
    private interface Maker { String make() throws Exception; }

    private final House house;
    private final Api api;
    private final Map<String, String> made = new HashMap<>();

    /// Forms about other things than accounts and domains, by id.
    private final Map<String, Maker> things;

    Samples(House house) {
        this.house = house;
        this.api = house.api();
        this.things = new HashMap<>(Map.of(
                "rule", this::rule,
                "delete-rule", this::rule,
                "service", () -> "pop3",
                "run-chore", () -> "full",
                "remove-certificate", this::certificate,
                "typed-alias", () -> alias("typed"), "delete-alias", () -> alias("deleted"),
                "revoke-app-password", () -> made("app-password", "{\"name\":\"A telephone\"}"),
                "revoke-api-token", () -> made("api-token", "{\"name\":\"A script\",\"life\":\"month\"}")));
        for (var form : List.of("list-basics", "list-joining", "list-posting", "list-dressing", "list-digests", "list-archive", "list-bounces", "list-delete", "list-add-members", "list-join")) things.put(form, () -> list(form, "confirmed"));
        things.put("list-letter-text", () -> list("letters", "confirmed") + ".welcome.en");
        for (var form : List.of("list-member", "list-remove-member", "list-membership", "list-move", "list-leave")) things.put(form, () -> member(list(form, "confirmed")));
        things.put("list-decide", this::held);
        for (var form : List.of("relay-domain", "remove-relay-domain")) things.put(form, this::relayDomain);
        for (var form : List.of("collect", "collect-now", "remove-collect")) things.put(form, this::collect);
    }

    /// The key of something that the form can be about, always the same for a form.
    String key(Definition form) throws Exception {
        if (form.creates() || form.scope().equals("house")) return "";
        var known = made.get(form.id());
        if (known != null) return known;
        var fresh = switch (form.scope()) {
            case "account" -> account(form);
            case "domain" -> domain();
            default -> thing(form);
        };
        made.put(form.id(), fresh);
        return fresh;
    }

    /// A text in which `{person}` stands for the address of somebody.
    String said(String text) {
        return !text.contains("{") ? text : text.replace("{person}", person()).replace("{backups}", backups());
    }

    /// A folder of backups without any.
    private synchronized String backups() {
        return made.computeIfAbsent("{backups}", _ -> {
            try {
                var folder = Files.createDirectories(house.home().resolveSibling("no-backups"));
                Files.writeString(folder.resolve("posthouse-backups"), "");
                return folder.toString();
            } catch (IOException failed) {
                throw new UncheckedIOException(failed);
            }
        });
    }

    private synchronized String person() {
        return made.computeIfAbsent("{person}", _ -> {
            try {
                return house.account("someone" + Long.toString(System.nanoTime(), 36)).address();
            } catch (Exception failed) {
                throw new AssertionError(failed);
            }
        });
    }

    private String account(Definition form) throws Exception {
        var id = "" + house.account("sample" + Long.toString(System.nanoTime(), 36)).id();
        var answer = switch (form.id()) {
            case "unlock-account" -> api.patch("accounts/" + id, "{\"locked\":true}");
            case "restore-account", "purge-account" -> api.delete("accounts/" + id);
            default -> api.get("accounts/" + id);
        };
        if (answer.status() >= 300) throw new AssertionError(answer.body());
        return id;
    }

    private String made(String form, String json) throws Exception {
        var answer = api.post("forms/" + form, json);
        if (answer.status() != 200) throw new AssertionError(form + ": " + answer.body());
        try (var reader = Json.createReader(new StringReader(answer.body()))) {
            return reader.readObject().getString("key");
        }
    }

    private String list(String name, String joining) throws Exception {
        var answer = api.post("lists", "{\"address\":\"" + name + Long.toString(System.nanoTime(), 36) + "@example.test\",\"owners\":[\"" + person() + "\"],\"title\":\"Riding\",\"subscription\":\"" + joining + "\"}");
        if (answer.status() != 201) throw new AssertionError(answer.body());
        try (var reader = Json.createReader(new StringReader(answer.body()))) {
            return reader.readObject().get("id").toString();
        }
    }

    private String member(String list) throws Exception {
        var answer = api.post("lists/" + list + "/members", "{\"addresses\":[\"jane@elsewhere.test\"]}");
        try (var reader = Json.createReader(new StringReader(answer.body()))) {
            return list + "." + reader.readObject().getJsonArray("items").getJsonObject(0).get("id");
        }
    }

    /// Somebody here wants to join a list whose owners decide.
    private String held() throws Exception {
        var list = list("held", "moderated");
        var somebody = house.account("wishes" + Long.toString(System.nanoTime(), 36));
        var answer = new Api(house.host(), house.port("http"), somebody.address(), somebody.password()).patch("forms/list-join/" + list, "{}");
        if (answer.status() != 200) throw new AssertionError(answer.body());
        try (var reader = Json.createReader(new StringReader(api.get("lists/" + list + "/held").body()))) {
            return list + "." + reader.readObject().getJsonArray("items").getJsonObject(0).get("id");
        }
    }

    private String alias(String local) throws Exception { return made("new-alias", "{\"address\":\"" + local + "@example.test\",\"type\":\"address\",\"targets\":[\"a@elsewhere.test\"]}"); }

    private String domain() throws Exception { return made("new-domain", "{\"name\":\"" + Long.toString(System.nanoTime(), 36) + ".test\"}"); }

    private String rule() throws Exception { return made("new-rule", "{\"name\":\"Sales " + System.nanoTime() + "\",\"acts\":[{\"deed\":\"hold\",\"argument\":\"\"}]}"); }

    private String relayDomain() throws Exception { return made("new-relay-domain", "{\"name\":\"r" + Long.toString(System.nanoTime(), 36) + ".test\",\"target\":\"*\"}"); }

    /// Nobody answers there.
    private String collect() throws Exception { return made("new-collect", "{\"host\":\"192.0.2.1\",\"login\":\"jane\",\"password\":\"secret\",\"account\":\"" + person() + "\"}"); }

    private String certificate() throws Exception {
        var issued = new TestAuthority().issue(Instant.now().plus(Duration.ofDays(60)), "sample.test");
        var answer = api.post("forms/upload-certificate", Json.createObjectBuilder().add("certificate", issued.pem()).add("key", issued.key()).build().toString());
        if (answer.status() / 100 != 2) throw new AssertionError(answer.body());
        return "sample.test";
    }

    private String thing(Definition form) throws Exception {
        var maker = things.get(form.id());
        if (maker == null) throw new AssertionError("no sample for the form " + form.id() + " is made in " + Samples.class.getSimpleName());
        return maker.make();
    }
}
