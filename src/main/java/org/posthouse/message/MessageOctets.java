package org.posthouse.message;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;

/// The octets of one message, from the first each time.
public interface MessageOctets {
    InputStream open() throws IOException;

    static MessageOctets of(byte[] message) { return () -> new ByteArrayInputStream(message); }

    /// What stands in a row before the record, and the record.
    static MessageOctets of(byte[] prefix, MessageOctets record) { return prefix.length == 0 ? record : () -> new SequenceInputStream(new ByteArrayInputStream(prefix), record.open()); }
}
