package org.posthouse.message;

import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Optional;

/// The parts of a message (RFC 2045, RFC 2046), found in one reading that keeps header fields and offsets and never a body.
///
/// @param octets of the whole message
/// @param cut    it has more parts, deeper ones or longer headers than anybody reads; those are not told apart
public record Structure(Part root, long octets, boolean cut) {
    /// What is read of a message; the rest of it belongs to the last part that was told apart.
    public static final int MOST_PARTS = 1_000;
    public static final int MOST_DEPTH = 50;

    /// Never fails for what stands in the message: what cannot be understood is one text.
    public static Structure read(InputStream message) throws IOException { return new StructureReader().read(message); }

    public static Structure read(MessageOctets message) throws IOException {
        try (var in = message.open()) {
            return read(in);
        }
    }

    public HeaderFields header() { return root.header(); }

    /// All parts with a content of their own, in their order: neither multiparts nor what is inside a message that was sent as a part.
    public List<Part> leaves() { return leaves(root).toList(); }

    private static java.util.stream.Stream<Part> leaves(Part part) { return part.multipart() && !part.parts().isEmpty() ? part.parts().stream().flatMap(Structure::leaves) : java.util.stream.Stream.of(part); }

    /// @param section `2.1`
    public Optional<Part> part(String section) { return root.walk().filter(part -> part.section().equals(section)).findFirst(); }

    /// The first part that is plain text and meant to be read.
    public Optional<Part> plain() { return leaves().stream().filter(part -> part.type().is("text/plain") && !part.attached()).findFirst(); }

    /// The first part that is HTML and meant to be read.
    public Optional<Part> html() { return leaves().stream().filter(part -> part.type().is("text/html") && !part.attached()).findFirst(); }
}
