package org.posthouse.api;

import jakarta.json.Json;
import jakarta.json.JsonArray;
import jakarta.json.JsonObject;
import jakarta.json.JsonString;
import jakarta.json.JsonValue;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.posthouse.form.Audience;
import org.posthouse.form.Definition;
import org.posthouse.form.Kind;
import org.posthouse.form.Opened;
import org.posthouse.form.Part;
import org.posthouse.text.Size;

/// A form's values as JSON, and back to the texts that the engine reads. Sizes are octets here, dates ISO 8601, secrets are only written.
final class FormJson {
    private FormJson() { }

    static JsonObject of(Opened opened) {
        var json = Json.createObjectBuilder();
        for (var part : opened.parts()) if (!part.isSecret()) json.add(part.name(), value(part, opened.values().get(part.name())));
        return json.build();
    }

    private static JsonValue value(Part part, List<String> texts) {
        var text = texts.isEmpty() ? "" : texts.getFirst();
        return switch (part.kind()) {
            case FLAG -> text.equals("true") ? JsonValue.TRUE : JsonValue.FALSE;
            case NUMBER -> Json.createValue(Long.parseLong(text));
            case OCTETS -> Json.createValue(Size.read(text).orElseThrow());
            case DATE -> text.isEmpty() ? JsonValue.NULL : Json.createValue(text);
            case LINES -> Json.createArrayBuilder(texts).build();
            case ROWS -> {
                var rows = Json.createArrayBuilder();
                texts.forEach(row -> {
                    var cells = Part.cells(row);
                    var object = Json.createObjectBuilder();
                    part.columns().forEach(column -> object.add(column.name(), value(column, List.of(cells.getOrDefault(column.name(), "")))));
                    rows.add(object);
                });
                yield rows.build();
            }
            default -> part.type() == List.class ? Json.createArrayBuilder(texts).build() : Json.createValue(text);
        };
    }

    /// By part, as the engine takes it.
    static Map<String, List<String>> texts(JsonObject json) {
        var texts = new LinkedHashMap<String, List<String>>();
        json.forEach((name, value) -> texts.put(name, texts(value)));
        return texts;
    }

    private static List<String> texts(JsonValue value) {
        return switch (value) {
            case JsonString s -> List.of(s.getString());
            case JsonArray a -> a.stream().flatMap(item -> texts(item).stream()).toList();
            case JsonObject row -> List.of(Part.row(row.entrySet().stream().collect(Collectors.toMap(Map.Entry::getKey, c -> String.join("\n", texts(c.getValue())), (a, _) -> a, LinkedHashMap::new))));
            default -> value.getValueType() == JsonValue.ValueType.NULL ? List.of("") : List.of(value.toString());
        };
    }

    /// What a form asks for, for programs that make one of it.
    static JsonObject describe(Definition<?> definition) {
        var fields = Json.createArrayBuilder();
        for (var part : definition.parts()) {
            var field = Json.createObjectBuilder().add("name", part.name()).add("kind", label(part.kind())).add("needed", part.needed()).add("who", Json.createArrayBuilder(part.who().stream().map(FormJson::label).sorted().toList()));
            if (part.limit() > 0) field.add("maxLength", part.limit());
            if (!part.constants().isEmpty()) field.add("choices", Json.createArrayBuilder(part.constants()));
            if (part.kind() == Kind.ROWS) field.add("columns", Json.createArrayBuilder(part.columns().stream().map(Part::name).toList()));
            fields.add(field);
        }
        return Json.createObjectBuilder().add("id", definition.id()).add("scope", label(definition.scope())).add("who", Json.createArrayBuilder(definition.who().stream().map((Audience a) -> label(a)).toList()))
                .add("creates", definition.creates()).add("dangerous", definition.dangerous()).add("undoable", definition.undoable()).add("fields", fields).build();
    }

    private static String label(Enum<?> constant) { return constant.name().toLowerCase(java.util.Locale.ROOT).replace('_', '-'); }
}
