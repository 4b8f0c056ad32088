package org.posthouse.wire;

import java.io.IOException;

/// Takes octets as they come. An exception ends the reading that feeds it.
@FunctionalInterface
public interface OctetSink {
    /// The array is only lent: it is overwritten after the call.
    void write(byte[] octets, int from, int length) throws IOException;
}
