package org.posthouse.smtpclient;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.posthouse.wire.OctetSink;

/// A message given as text; LF stands for CRLF.
public record TextContent(String text) implements Content {
    private byte[] all() { return text.replace("\n", "\r\n").getBytes(StandardCharsets.UTF_8); }

    @Override public long octets() { return all().length; }

    @Override public boolean eightBit() { return text.chars().anyMatch(c -> c > 127); }

    @Override public boolean eightBitHeader() { return text.split("\n\n")[0].chars().anyMatch(c -> c > 127); }

    @Override public void to(OctetSink sink) throws IOException { sink.write(all(), 0, all().length); }
}
