package org.posthouse.api;

import jakarta.json.Json;
import jakarta.json.JsonException;
import jakarta.json.JsonObject;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;

/// Reads what a caller sends, up to a limit.
final class Body {
    /// An account with all its addresses fits many times.
    static final long JSON_LIMIT = 256 << 10;
    /// 10,000 rows of 800 octets.
    static final long CSV_LIMIT = 8 << 20;

    private Body() { }

    /// @throws Refused 400 when it is no JSON object, 413 beyond the limit
    static JsonObject json(InputStream body) {
        try (var reader = Json.createReader(capped(body, JSON_LIMIT))) {
            return reader.readObject();
        } catch (JsonException | IllegalStateException | ClassCastException e) {
            for (Throwable t = e; t != null; t = t.getCause()) if (t instanceof TooLarge) throw Refused.tooLarge(JSON_LIMIT);
            throw Refused.badRequest("the body must be one JSON object");
        }
    }

    /// Throws [TooLarge] behind the limit.
    static InputStream capped(InputStream body, long limit) {
        return new FilterInputStream(body) {
            private long left = limit;

            @Override public int read() throws IOException {
                int octet = super.read();
                if (octet >= 0) count(1);
                return octet;
            }

            @Override public int read(byte[] into, int from, int length) throws IOException {
                int read = super.read(into, from, length);
                if (read > 0) count(read);
                return read;
            }

            private void count(int read) throws TooLarge {
                left -= read;
                if (left < 0) throw new TooLarge();
            }
        };
    }

    static final class TooLarge extends IOException {
        private static final long serialVersionUID = 1;
    }
}
