package org.posthouse.list.digest;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import org.posthouse.message.MessageOctets;

/// How a digest is written.
interface Form {
    /// With the empty line that ends it.
    byte[] header();

    void body(OutputStream out, Articles articles) throws IOException;

    /// The posts in the store.
    @FunctionalInterface interface Articles {
        InputStream open(Entry entry) throws IOException;

        default MessageOctets octets(Entry entry) { return () -> open(entry); }
    }
}
