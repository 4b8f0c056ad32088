package org.posthouse.smtpclient;

import java.io.IOException;
import org.posthouse.wire.OctetSink;

/// The message of a transaction.
public interface Content {
    /// As announced by SIZE (RFC 1870 §3): with CRLF line ends, without stuffed dots.
    long octets();

    /// An octet above 127 occurs.
    boolean eightBit();

    /// One occurs in the header; asked only when it matters.
    ///
    /// @throws Unreadable when that cannot be seen
    boolean eightBitHeader();

    /// The whole message, from its first octet; may be asked for again.
    ///
    /// @throws IOException what the sink throws
    /// @throws Unreadable  when the message cannot be read
    void to(OctetSink sink) throws IOException;
}
