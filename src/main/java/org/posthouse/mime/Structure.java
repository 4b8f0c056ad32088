package org.posthouse.mime;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalLong;

/// Follows header sections and multipart boundaries line by line, keeping only the field it is in and the boundaries it is inside of.
final class Structure {
    private static final int STRUCTURED_FIELD = 8;           // a field with parameters may have this many times the length of one
    private static final String NO_BOUNDARY = "";

    private final MessageInspector.Caps caps;
    /// One for each multipart or message/rfc822 that is open, outermost first; a message has no boundary of its own.
    private final List<String> levels = new ArrayList<>();
    private int boundaries;
    private int parts;
    private long position;
    private OptionalLong headerSize = OptionalLong.empty();

    private boolean inHeader = true;
    private long sectionOctets;
    private int sectionFields;
    private Optional<StringBuilder> field = Optional.empty();
    private Optional<StructuredField> type = Optional.empty();
    private boolean encoded;

    Structure(MessageInspector.Caps caps) { this.caps = caps; }

    /// The size of the message's own header section, once its end was seen.
    OptionalLong headerSize() { return headerSize; }

    /// Whether a line that begins so (-1: an empty one) can matter; all others need not be kept.
    boolean wants(int first) { return inHeader || first == '-' && boundaries > 0; }

    /// A line that was not kept.
    void passed(int octets) { position += octets; }

    /// A line that was kept, without its CRLF; `octets` counts that too.
    Optional<MessageInspector.Fault> line(byte[] kept, int length, int octets) {
        position += octets;
        if (length > 1 && kept[0] == '-' && kept[1] == '-' && boundaries > 0) {
            var text = latin(kept, length);
            for (int level = levels.size() - 1; level >= 0; level--) {
                if (delimits(text, levels.get(level))) return delimiter(level, text);
            }
        }
        return inHeader ? headerLine(kept, length, octets) : Optional.empty();
    }

    /// The message ended: what its last field says still counts.
    Optional<MessageInspector.Fault> end() { return endOfField(); }

    private static boolean delimits(String line, String boundary) {
        if (boundary.isEmpty() || !line.startsWith(boundary, 2)) return false;
        var rest = line.substring(2 + boundary.length());
        return rest.startsWith("--") || rest.isBlank();                          // RFC 2046 §5.1.1: blanks may follow
    }

    private Optional<MessageInspector.Fault> delimiter(int level, String line) {
        boolean last = line.startsWith("--", 2 + levels.get(level).length());
        while (levels.size() > (last ? level : level + 1)) {
            if (!levels.removeLast().isEmpty()) boundaries--;
        }
        if (last) {
            inHeader = false;
            return Optional.empty();
        }
        beginSection();
        return ++parts > caps.mimeParts() ? Optional.of(MessageInspector.Fault.MANY_PARTS) : Optional.empty();
    }

    private void beginSection() {
        inHeader = true;
        sectionOctets = 0;
        sectionFields = 0;
        field = Optional.empty();
        type = Optional.empty();
        encoded = false;
    }

    private Optional<MessageInspector.Fault> headerLine(byte[] kept, int length, int octets) {
        sectionOctets += octets;
        if (sectionOctets > caps.headerBytes()) return Optional.of(MessageInspector.Fault.LONG_HEADER);
        if (length == 0) return endOfField().or(this::endOfSection);
        if (kept[0] == ' ' || kept[0] == '\t') return continuation(kept, length);
        var fault = endOfField();
        if (fault.isPresent()) return fault;
        int colon = Scan.find(kept, 0, length, (byte) ':');
        if (colon == length) return headerSize.isPresent() ? endOfSection() : Optional.empty();     // a part that forgot its empty line; the message itself is held to it
        if (++sectionFields > caps.headerFields()) return Optional.of(MessageInspector.Fault.MANY_FIELDS);
        if (isStructured(kept, colon)) field = Optional.of(new StringBuilder(latin(kept, length)));
        return Optional.empty();
    }

    private Optional<MessageInspector.Fault> continuation(byte[] kept, int length) {
        if (field.isEmpty()) return Optional.empty();
        var text = field.get().append(latin(kept, length));
        return text.length() > (long) STRUCTURED_FIELD * caps.parameterOctets() ? Optional.of(MessageInspector.Fault.LONG_PARAMETER) : Optional.empty();
    }

    private static boolean isStructured(byte[] kept, int colon) {
        if (colon < "Content-Type".length() || colon > 40 || (kept[0] | 0x20) != 'c') return false;
        return switch (name(latin(kept, colon))) {
            case "content-type", "content-disposition", "content-transfer-encoding" -> true;
            default -> false;
        };
    }

    private static String name(String beforeColon) { return beforeColon.stripTrailing().toLowerCase(Locale.ROOT); }

    private Optional<MessageInspector.Fault> endOfField() {
        if (field.isEmpty()) return Optional.empty();
        var text = field.get();
        field = Optional.empty();
        int colon = text.indexOf(":");
        var value = new StructuredField(text.substring(colon + 1));
        if (value.longest() > caps.parameterOctets()) return Optional.of(MessageInspector.Fault.LONG_PARAMETER);
        switch (name(text.substring(0, colon))) {
            case "content-type" -> type = type.or(() -> Optional.of(value));
            case "content-transfer-encoding" -> encoded = value.word().equals("base64") || value.word().equals("quoted-printable");
            default -> { }
        }
        return Optional.empty();
    }

    private Optional<MessageInspector.Fault> endOfSection() {
        if (headerSize.isEmpty()) headerSize = OptionalLong.of(position);
        inHeader = false;
        if (type.isEmpty()) return Optional.empty();
        var word = type.get().word();
        var boundary = type.get().parameter("boundary").map(String::stripTrailing).orElse(NO_BOUNDARY);
        boolean multipart = word.startsWith("multipart/") && !boundary.isEmpty();
        boolean message = (word.equals("message/rfc822") || word.equals("message/global")) && !encoded;       // encoded, it is a leaf for every reader
        if (!multipart && !message) return Optional.empty();
        levels.add(multipart ? boundary : NO_BOUNDARY);
        if (levels.size() > caps.mimeDepth()) return Optional.of(MessageInspector.Fault.DEEP);
        if (multipart) boundaries++;
        else beginSection();
        return Optional.empty();
    }

    private static String latin(byte[] octets, int length) { return new String(octets, 0, length, StandardCharsets.ISO_8859_1); }
}
