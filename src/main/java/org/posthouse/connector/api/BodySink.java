package org.posthouse.connector.api;

import java.io.IOException;

/// One body on its way to the staging area. Exactly one of [#complete] and [#close] ends it; `close` after `complete` does nothing.
public interface BodySink extends AutoCloseable {
    /// Takes octets of the message as received: CRLF line ends, no dot-stuffing. An exception means the disk refused: answer 452 4.3.1 and drain the rest.
    void write(byte[] octets, int from, int length) throws IOException;

    /// The last octet is in. A body in a file of its own is synced here, by the calling thread.
    StagedBody complete(BodyFacts facts) throws IOException;

    /// Discards what came so far.
    @Override void close();
}
