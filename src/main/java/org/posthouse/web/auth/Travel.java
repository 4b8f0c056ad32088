package org.posthouse.web.auth;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.json.Json;
import jakarta.json.JsonException;
import jakarta.json.JsonString;
import java.io.StringReader;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.posthouse.security.KeyRing;

/// A form that was sent with a token that had ended travels on in the sign-in page, sealed, and is shown again as it was typed. Nothing is stored for strangers.
@ApplicationScoped class Travel {
    private static final String PURPOSE = "travel";
    private static final int MOST = 64 << 10;
    private static final Duration GOOD_FOR = Duration.ofMinutes(10);

    /// @param account who typed it
    record Typed(String path, long account, Map<String, String[]> parameters) { }

    @Inject KeyRing keys;
    @Inject Clock clock;

    /// Empty for what is too large to travel.
    Optional<String> seal(Typed typed) {
        var parameters = Json.createObjectBuilder();
        typed.parameters.forEach((name, values) -> parameters.add(name, Json.createArrayBuilder(List.of(values))));
        var text = Json.createObjectBuilder().add("path", typed.path).add("account", typed.account).add("at", clock.instant().toString()).add("parameters", parameters).build().toString();
        return text.length() > MOST ? Optional.empty() : Optional.of(keys.seal(PURPOSE, text));
    }

    /// Empty when it is too old, or not of this house.
    Optional<Typed> open(String sealed) {
        if (sealed == null || sealed.isEmpty() || sealed.length() > 8 * MOST) return Optional.empty();
        return keys.open(PURPOSE, sealed).flatMap(text -> {
            try (var reader = Json.createReader(new StringReader(text))) {
                var json = reader.readObject();
                if (clock.instant().isAfter(Instant.parse(json.getString("at")).plus(GOOD_FOR))) return Optional.empty();
                var parameters = new TreeMap<String, String[]>();
                json.getJsonObject("parameters").forEach((name, values) -> parameters.put(name, values.asJsonArray().getValuesAs(JsonString.class).stream().map(JsonString::getString).toArray(String[]::new)));
                return Optional.of(new Typed(json.getString("path"), json.getJsonNumber("account").longValueExact(), parameters));
            } catch (JsonException e) {
                return Optional.empty();
            }
        });
    }
}
