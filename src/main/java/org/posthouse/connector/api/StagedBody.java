package org.posthouse.connector.api;

import java.io.IOException;
import java.io.InputStream;

/// A whole message in the staging area. It belongs to who holds it until the house takes it; closing one that was taken does nothing.
public interface StagedBody extends AutoCloseable {
    BodyFacts facts();

    /// The message from its first octet; may be called more than once.
    InputStream open() throws IOException;

    /// Discards the message unless the store has taken it.
    @Override void close();
}
