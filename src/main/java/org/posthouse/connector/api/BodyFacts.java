package org.posthouse.connector.api;

/// What intake noticed while a message went by, so that nobody has to read it again to know.
///
/// @param size        octets, CRLF line ends
/// @param headerSize  octets of the header section with the empty line that ends it; `size` when there is no body
/// @param lines       line ends in the whole message
/// @param dotLines    lines that begin with a dot, which POP3 has to stuff (RFC 1939 §3)
/// @param eightBit    an octet above 127 occurs
/// @param endsInCrlf  the last line is complete; false only after BDAT
public record BodyFacts(long size, int headerSize, long lines, long dotLines, boolean eightBit, boolean endsInCrlf) { }
