package org.posthouse.browser;

import jakarta.json.Json;
import jakarta.json.JsonObject;
import jakarta.json.JsonString;
import java.io.StringReader;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.posthouse.blackbox.Api;

/// A form as the house describes it to programs.
record Definition(String id, String scope, Set<String> who, boolean creates, boolean dangerous, boolean undoable, List<Field> fields) {
    /// @param limit characters, 0 when the form does not say
    record Field(String name, String kind, boolean needed, Set<String> who, int limit, List<String> choices) {
        boolean isText() { return Set.of("line", "paragraphs", "lines", "address").contains(kind); }
    }

    /// Those that this person may open.
    static List<Definition> all(Api api) throws Exception {
        var answer = api.get("forms");
        if (answer.status() != 200) throw new AssertionError(answer.status() + " " + answer.body());
        try (var reader = Json.createReader(new StringReader(answer.body()))) {
            return reader.readObject().getJsonArray("items").getValuesAs(JsonObject.class).stream().map(Definition::of).toList();
        }
    }

    private static Definition of(JsonObject json) {
        return new Definition(json.getString("id"), json.getString("scope"), texts(json, "who"), json.getBoolean("creates"), json.getBoolean("dangerous"), json.getBoolean("undoable"),
                json.getJsonArray("fields").getValuesAs(JsonObject.class).stream().map(f -> new Field(f.getString("name"), f.getString("kind"), f.getBoolean("needed"), texts(f, "who"), f.getInt("maxLength", 0),
                        List.copyOf(f.containsKey("choices") ? f.getJsonArray("choices").getValuesAs(JsonString::getString) : List.of()))).toList());
    }

    private static Set<String> texts(JsonObject json, String name) { return new TreeSet<>(json.getJsonArray(name).getValuesAs(JsonString::getString)); }

    /// People have it about themselves.
    boolean own() { return who.contains("self"); }

    /// Only postmasters have it.
    boolean postmastersAlone() { return who.equals(Set.of("postmaster")); }

    /// Where its page is for administrators, or for people themselves.
    String path(boolean account, String key) { return (account ? "/account/" : "/admin/") + id + (keyless(account) ? "" : "/" + key); }

    private boolean keyless(boolean account) { return creates || scope.equals("house") || account && scope.equals("account"); }

    @Override public String toString() { return id; }
}
