package org.posthouse.api;

import jakarta.json.Json;
import jakarta.json.JsonArray;
import jakarta.json.JsonException;
import jakarta.json.JsonObject;
import java.io.InputStream;
import org.posthouse.table.Capped;

/// Reads what a caller sends, up to a limit.
final class Body {
    /// An account with all its addresses fits many times.
    static final long JSON_LIMIT = 256 << 10;

    /// Ten thousand pairs of addresses.
    private static final long TABLE_LIMIT = 4 << 20;

    private Body() { }

    /// @throws Refused 400 when it is no JSON object, 413 beyond the limit
    static JsonObject json(InputStream body) { return json(body, JSON_LIMIT); }

    /// For objects that hold a table.
    static JsonObject wide(InputStream body) { return json(body, TABLE_LIMIT); }

    private static JsonObject json(InputStream body, long limit) {
        try (var reader = Json.createReader(new Capped(body, limit))) {
            return reader.readObject();
        } catch (JsonException | IllegalStateException | ClassCastException e) {
            for (Throwable t = e; t != null; t = t.getCause()) if (t instanceof Capped.TooLarge) throw Refused.tooLarge(limit);
            throw Refused.badRequest("the body must be one JSON object");
        }
    }

    /// @throws Refused 400 when it is no JSON array of objects, 413 beyond the limit
    static JsonArray array(InputStream body) {
        try (var reader = Json.createReader(new Capped(body, TABLE_LIMIT))) {
            var array = reader.readArray();
            if (array.stream().allMatch(JsonObject.class::isInstance)) return array;
        } catch (JsonException | IllegalStateException | ClassCastException e) {
            for (Throwable t = e; t != null; t = t.getCause()) if (t instanceof Capped.TooLarge) throw Refused.tooLarge(TABLE_LIMIT);
        }
        throw Refused.badRequest("the body must be one JSON array of objects");
    }
}
