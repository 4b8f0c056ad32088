package org.posthouse.api;

import jakarta.json.JsonArray;
import jakarta.json.JsonNumber;
import jakarta.json.JsonObject;
import jakarta.json.JsonString;
import jakarta.json.JsonValue;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.posthouse.domain.Rejected;
import org.posthouse.domain.Rejected.Fault;

/// The fields of a JSON object, by type. Whatever has the wrong type or a name nobody asked for is a fault; all faults are told at once by [#done()].
/// `null` stands for the empty value: "", 0, [].
final class Fields {
    private static final int MAX_ITEMS = 1000;
    private final JsonObject json;
    private final int most;
    private final Set<String> asked = new HashSet<>();
    private final List<Fault> faults = new ArrayList<>();

    Fields(JsonObject json) { this(json, MAX_ITEMS); }

    /// @param most items of an array
    Fields(JsonObject json, int most) {
        this.json = json;
        this.most = most;
    }

    Set<String> names() { return json.keySet(); }

    boolean has(String field) { return json.containsKey(field); }

    Optional<String> text(String field) {
        return value(field).flatMap(v -> switch (v) {
            case JsonString s -> Optional.of(s.getString());
            case JsonValue n when n.getValueType() == JsonValue.ValueType.NULL -> Optional.of("");
            default -> wrong(field, "must be a string");
        });
    }

    Optional<Boolean> flag(String field) {
        return value(field).flatMap(v -> switch (v.getValueType()) {
            case TRUE -> Optional.of(true);
            case FALSE -> Optional.of(false);
            default -> wrong(field, "must be true or false");
        });
    }

    Optional<Long> number(String field) {
        return value(field).flatMap(v -> switch (v) {
            case JsonNumber n when n.isIntegral() && n.bigDecimalValue().precision() - n.bigDecimalValue().scale() <= 18 -> Optional.of(n.longValue());
            case JsonValue n when n.getValueType() == JsonValue.ValueType.NULL -> Optional.of(0L);
            default -> wrong(field, "must be a whole number");
        });
    }

    Optional<List<String>> texts(String field) {
        return value(field).flatMap(v -> switch (v) {
            case JsonArray a when a.size() <= most && a.stream().allMatch(JsonString.class::isInstance) ->
                Optional.of(a.stream().map(i -> ((JsonString) i).getString()).toList());
            case JsonValue n when n.getValueType() == JsonValue.ValueType.NULL -> Optional.of(List.of());
            default -> wrong(field, "must be an array of at most {0} strings", most);
        });
    }

    /// @param <T> what a label stands for
    <T> Optional<T> choice(String field, java.util.function.Function<String, Optional<T>> labels, String choices) {
        return text(field).flatMap(label -> labels.apply(label).or(() -> wrong(field, "must be one of {0}", choices)));
    }

    /// @throws Rejected INVALID with every fault
    void done() {
        json.keySet().stream().filter(name -> !asked.contains(name)).sorted()
                .forEach(name -> faults.add(new Fault(name.length() > 64 ? name.substring(0, 64) : name, "cannot be set here")));
        if (!faults.isEmpty()) throw new Rejected(Rejected.Kind.INVALID, faults);
    }

    private Optional<JsonValue> value(String field) {
        asked.add(field);
        return Optional.ofNullable(json.get(field));
    }

    private <T> Optional<T> wrong(String field, String pattern, Object... arguments) {
        faults.add(new Fault(field, pattern, arguments));
        return Optional.empty();
    }
}
