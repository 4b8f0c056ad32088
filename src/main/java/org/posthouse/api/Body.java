package org.posthouse.api;

import jakarta.json.Json;
import jakarta.json.JsonException;
import jakarta.json.JsonObject;
import java.io.InputStream;
import org.posthouse.table.Capped;

/// Reads what a caller sends, up to a limit.
final class Body {
    /// An account with all its addresses fits many times.
    static final long JSON_LIMIT = 256 << 10;

    private Body() { }

    /// @throws Refused 400 when it is no JSON object, 413 beyond the limit
    static JsonObject json(InputStream body) {
        try (var reader = Json.createReader(new Capped(body, JSON_LIMIT))) {
            return reader.readObject();
        } catch (JsonException | IllegalStateException | ClassCastException e) {
            for (Throwable t = e; t != null; t = t.getCause()) if (t instanceof Capped.TooLarge) throw Refused.tooLarge(JSON_LIMIT);
            throw Refused.badRequest("the body must be one JSON object");
        }
    }
}
