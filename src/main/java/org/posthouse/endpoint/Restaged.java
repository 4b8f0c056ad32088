package org.posthouse.endpoint;

import java.io.IOException;
import java.io.UncheckedIOException;
import org.posthouse.connector.api.BodyFacts;
import org.posthouse.connector.api.StagedBody;
import org.posthouse.store.MessageStore;

/// A message with another header.
final class Restaged {
    private Restaged() { }

    /// The header section alone.
    static byte[] header(StagedBody body) {
        try (var in = body.open()) {
            return in.readNBytes(body.facts().headerSize());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// Stages it anew; a large one is synced here, so never inside a call.
    ///
    /// @throws IOException the disk refuses
    static StagedBody of(MessageStore store, byte[] header, StagedBody old, BodyFacts facts) throws IOException {
        try (var sink = store.open(); var in = old.open()) {
            in.skipNBytes(old.facts().headerSize());
            sink.write(header, 0, header.length);
            var block = new byte[64 << 10];
            for (int length = in.read(block); length >= 0; length = in.read(block)) sink.write(block, 0, length);
            return sink.complete(facts);
        }
    }
}
