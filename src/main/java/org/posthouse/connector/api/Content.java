package org.posthouse.connector.api;

import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.WritableByteChannel;

/// One stored message ready to be sent: a prefix of trace fields, then the record's octets as they arrived. Pins its place on disk until closed.
public interface Content extends AutoCloseable {
    /// Return-Path, Delivered-To and Received for this copy; whole lines, CRLF, never dot-first.
    byte[] prefix();

    /// Octets after the prefix.
    long bodySize();

    /// No line of the body begins with a dot and it ends in CRLF: it may go out with [#transferTo] and nothing in between.
    boolean plainToSend();

    InputStream body() throws IOException;

    /// Sends body octets from `position` straight from the file, as many as the channel takes now: 0 when it is full (a virtual
    /// thread's socket never blocks in a transfer; the caller then writes a little the ordinary way, which waits), at most `count`.
    long transferTo(long position, long count, WritableByteChannel target) throws IOException;

    @Override void close();
}
