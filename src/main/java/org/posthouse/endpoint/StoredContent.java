package org.posthouse.endpoint;

import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.WritableByteChannel;
import org.posthouse.connector.api.Content;
import org.posthouse.store.StoredBody;

/// A message as its reader sees it: the row's prefix, then the record.
record StoredContent(byte[] prefix, StoredBody stored) implements Content {
    @Override public long bodySize() { return stored.size(); }

    @Override public boolean plainToSend() { return stored.facts().dotLines() == 0 && stored.facts().endsInCrlf(); }

    @Override public InputStream body() throws IOException { return stored.open(); }

    @Override public long transferTo(long position, long count, WritableByteChannel target) throws IOException { return stored.transferTo(position, count, target); }

    @Override public void close() { stored.close(); }
}
