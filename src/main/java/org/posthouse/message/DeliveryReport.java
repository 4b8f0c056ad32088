package org.posthouse.message;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import org.posthouse.mime.MailDate;

/// A report about what became of a message (RFC 3464): words for people, fields for machines, and what is returned of the message.
///
/// @param words         for people, lines end in LF
/// @param international who gets it said SMTPUTF8, so addresses and header fields may stand in it as they are (RFC 6533)
public record DeliveryReport(Head head, String words, Status status, Returned returned, boolean international) {
    /// Characters of a value that somebody else chose; with the name of its field a line of at most 998 octets (RFC 5322 §2.1.1).
    private static final int LONGEST = 900;
    private static final int FOLDED = 76;

    /// @param from  an address behind which a person reads (RFC 3464 §2); `name` stands before it
    /// @param to    an address
    /// @param about Message-ID of the message in question with its angle brackets; empty for none
    /// @param id    the report's own, without angle brackets
    public record Head(String name, String from, String to, String subject, String about, String id, Instant date, ZoneId zone) { }

    /// Fields about the message (RFC 3464 §2.2).
    ///
    /// @param reporter   host name of this house
    /// @param envelopeId ENVID as the sender gave it, decoded; empty for none
    public record Status(String reporter, String envelopeId, Instant arrived, List<Line> lines) {
        public Status { lines = List.copyOf(lines); }
    }

    /// Fields about one recipient (RFC 3464 §2.3).
    ///
    /// @param original   ORCPT, `type;address`; empty for none
    /// @param recipient  `local@domain`
    /// @param status     RFC 3463, `5.1.1`
    /// @param remote     host that decided; empty when it was this house
    /// @param code       its reply code; 0 when there was none
    /// @param text       its words
    /// @param retryUntil only of what is delayed
    public record Line(String original, String recipient, Action action, String status, String remote, int code, String text, Optional<Instant> attempted, Optional<Instant> retryUntil) { }

    public enum Action {
        FAILED, DELAYED, DELIVERED, RELAYED, EXPANDED;

        public String label() { return name().toLowerCase(java.util.Locale.ROOT); }
    }

    /// What comes back of the message.
    public sealed interface Returned {
        record Nothing() implements Returned { }

        /// @param octets of the header section
        record Header(byte[] octets) implements Returned { }

        /// @param octets     of the whole message
        /// @param headerSize of them
        record Whole(byte[] octets, int headerSize) implements Returned { }
    }

    /// Needs SMTPUTF8 on its way.
    public boolean utf8() { return international && (!ascii(head.to) || status.lines.stream().anyMatch(line -> !ascii(line.recipient + line.original)) || eightBitHeader()); }

    private boolean eightBitHeader() {
        return switch (returned) {
            case Returned.Nothing _ -> false;
            case Returned.Header(var octets) -> eightBit(octets, octets.length);
            case Returned.Whole(var octets, var headerSize) -> eightBit(octets, headerSize);
        };
    }

    /// The whole message.
    public byte[] octets() {
        var part = third();
        var text = text();
        var fields = fields();
        var boundary = boundary(text + fields + new String(part, StandardCharsets.ISO_8859_1));
        var out = new ByteArrayOutputStream();
        boolean eightBit = utf8() || eightBit(part, part.length);
        put(out, "From: " + EncodedWords.phrase(head.name) + " <" + head.from + ">\r\n"
                + "To: <" + value(head.to, utf8()) + ">\r\n"
                + "Subject: " + EncodedWords.text(head.subject) + "\r\n"
                + "Date: " + MailDate.format(head.date.atZone(head.zone)) + "\r\n"
                + "Message-ID: <" + head.id + ">\r\n"
                + (head.about.matches("<[!-;=?-~]{1,250}>") ? "In-Reply-To: " + head.about + "\r\n" : "")
                + "Auto-Submitted: auto-replied\r\n"                       // RFC 3834 §5.1: no vacation answers it
                + "MIME-Version: 1.0\r\n"
                + "Content-Type: multipart/report; report-type=delivery-status;\r\n boundary=\"" + boundary + "\"\r\n"     // RFC 6522 §3
                + (eightBit ? "Content-Transfer-Encoding: 8bit\r\n" : "")
                + "\r\nThis is a report about a message, in MIME format.\r\n");
        delimit(out, boundary);
        put(out, text);
        delimit(out, boundary);
        put(out, fields);
        if (part.length > 0) {
            delimit(out, boundary);
            out.writeBytes(part);
        }
        put(out, "\r\n--" + boundary + "--\r\n");
        return out.toByteArray();
    }

    private static void delimit(ByteArrayOutputStream out, String boundary) { put(out, "\r\n--" + boundary + "\r\n"); }

    /// Nobody can know it before the message was taken; that it does not occur in the parts is looked at all the same (RFC 2046 §5.1.1).
    private String boundary(String parts) {
        var boundary = "report-" + head.id.replaceAll("[^A-Za-z0-9-]", "").replaceAll("(.{50}).*", "$1");
        while (parts.contains("--" + boundary)) boundary += "-";
        return boundary;
    }

    private String text() {
        var clean = words.replaceAll("[\\p{Cntrl}&&[^\\n]]+", " ").replace("\n", "\r\n");
        boolean plain = ascii(clean) && clean.lines().allMatch(line -> line.length() <= LONGEST);
        return plain ? "Content-Type: text/plain; charset=US-ASCII\r\n\r\n" + clean
                : "Content-Type: text/plain; charset=UTF-8\r\nContent-Transfer-Encoding: base64\r\n\r\n" + Base64.getMimeEncoder().encodeToString(clean.getBytes(StandardCharsets.UTF_8)) + "\r\n";
    }

    /// RFC 3464 §2.1: the fields of the message, then a block for each recipient.
    private String fields() {
        boolean utf8 = utf8();
        var out = new StringBuilder(utf8 ? "Content-Type: message/global-delivery-status\r\nContent-Transfer-Encoding: 8bit\r\n\r\n" : "Content-Type: message/delivery-status\r\n\r\n");
        if (!status.envelopeId.isEmpty()) field(out, "Original-Envelope-Id", value(status.envelopeId, utf8));       // §2.2.1: without xtext
        field(out, "Reporting-MTA", "dns; " + value(status.reporter, utf8));
        field(out, "Arrival-Date", date(status.arrived));
        for (var line : status.lines) {
            out.append("\r\n");
            if (!line.original.isEmpty()) field(out, "Original-Recipient", original(line.original, utf8));
            field(out, "Final-Recipient", (ascii(line.recipient) ? "rfc822; " : "utf-8; ") + address(line.recipient, utf8));
            field(out, "Action", line.action.label());
            field(out, "Status", line.status.matches("[245]\\.\\d{1,3}\\.\\d{1,3}") ? line.status : line.action == Action.FAILED ? "5.0.0" : line.action == Action.DELAYED ? "4.0.0" : "2.0.0");
            if (!line.remote.isEmpty()) field(out, "Remote-MTA", "dns; " + value(line.remote, utf8));
            if (!line.text.isEmpty() || line.code > 0) field(out, "Diagnostic-Code", (line.code > 0 ? "smtp; " + line.code + " " : "X-Posthouse; ") + value(line.text, utf8));
            line.attempted.ifPresent(at -> field(out, "Last-Attempt-Date", date(at)));
            line.retryUntil.ifPresent(at -> field(out, "Will-Retry-Until", date(at)));
        }
        return out.toString();
    }

    private String date(Instant at) { return MailDate.format(at.atZone(head.zone)); }

    private static String original(String orcpt, boolean utf8) {
        int semicolon = orcpt.indexOf(';');
        var type = orcpt.substring(0, Math.max(0, semicolon));
        var address = orcpt.substring(semicolon + 1);
        return (type.matches("[A-Za-z0-9-]{1,64}") ? type : "rfc822") + ";" + (type.equalsIgnoreCase("utf-8") ? address(address, utf8) : value(address, utf8));
    }

    /// RFC 6533 §3: as it is where that may stand, else with `\x{}` for what is not ASCII.
    private static String address(String address, boolean utf8) {
        if (ascii(address) || utf8) return value(address, utf8);
        var out = new StringBuilder();
        value(address, true).codePoints().forEach(c -> out.append(c < 128 && c != '\\' && c != '+' && c != '=' ? Character.toString(c) : "\\x{" + Integer.toHexString(c).toUpperCase(java.util.Locale.ROOT) + "}"));
        return out.toString();
    }

    /// Somebody else's text as one line that ends no field: without control characters, cut, and in ASCII unless the report may have more.
    private static String value(String text, boolean utf8) {
        var out = new StringBuilder();
        int octets = 0;
        for (int c : text.codePoints().toArray()) {
            boolean strange = Character.isISOControl(c) || c == 0x2028 || c == 0x2029 || Character.getType(c) == Character.SURROGATE;
            var one = strange ? " " : c < 128 || utf8 ? Character.toString(c) : "?";
            octets += one.getBytes(StandardCharsets.UTF_8).length;
            if (octets > LONGEST) break;
            out.append(one);
        }
        return out.toString().strip();
    }

    /// Folded at blanks (RFC 5322 §2.2.3).
    private static void field(StringBuilder out, String name, String value) {
        var line = new StringBuilder(name + ":");
        for (var word : value.split(" +")) {
            if (line.length() + 1 + word.length() > FOLDED && !line.toString().isBlank() && !line.toString().endsWith(":")) {
                out.append(line).append("\r\n");
                line.setLength(0);
            }
            line.append(' ').append(word);
        }
        out.append(line).append("\r\n");
    }

    private byte[] third() {
        return switch (returned) {
            case Returned.Nothing _ -> new byte[0];
            case Returned.Header(var octets) -> header(octets);
            case Returned.Whole(var octets, var headerSize) when !mailable(octets) -> header(java.util.Arrays.copyOf(octets, headerSize));
            case Returned.Whole(var octets, var headerSize) -> {
                var type = international && eightBit(octets, headerSize) ? "message/global" : "message/rfc822";
                yield joined("Content-Type: " + type + "\r\n" + (eightBit(octets, octets.length) ? "Content-Transfer-Encoding: 8bit\r\n" : "") + "\r\n", octets);     // RFC 2046 §5.2.1: never encoded
            }
        };
    }

    private byte[] header(byte[] octets) {
        if (!eightBit(octets, octets.length)) return joined("Content-Type: text/rfc822-headers\r\n\r\n", octets);
        if (international) return joined("Content-Type: message/global-headers\r\nContent-Transfer-Encoding: 8bit\r\n\r\n", octets);                 // RFC 6533 §6
        return joined("Content-Type: text/rfc822-headers\r\nContent-Transfer-Encoding: quoted-printable\r\n\r\n", printable(octets));              // RFC 6522 §4
    }

    /// Quoted-printable (RFC 2045 §6.7) of lines that end in CRLF.
    private static byte[] printable(byte[] octets) {
        var out = new StringBuilder();
        int column = 0;
        for (int i = 0; i < octets.length; i++) {
            int octet = octets[i] & 0xff;
            if (octet == '\n' || octet == '\r') {
                out.append((char) octet);
                column = 0;
                continue;
            }
            boolean last = i + 1 == octets.length || octets[i + 1] == '\r';
            var one = octet == '=' || octet > 126 || octet < 32 && octet != '\t' || last && octet <= 32 ? "=%02X".formatted(octet) : Character.toString(octet);
            if (column + one.length() > 75) {
                out.append("=\r\n");
                column = 0;
            }
            out.append(one);
            column += one.length();
        }
        return out.toString().getBytes(StandardCharsets.US_ASCII);
    }

    /// What BDAT may have brought and no line-based transfer takes along (RFC 2045 §2.8): NUL, bare CR or LF, lines beyond 998 octets.
    private static boolean mailable(byte[] octets) {
        int line = 0;
        for (int i = 0; i < octets.length; i++) {
            if (octets[i] == 0 || octets[i] == '\n' && (i == 0 || octets[i - 1] != '\r') || octets[i] == '\r' && (i + 1 == octets.length || octets[i + 1] != '\n')) return false;
            line = octets[i] == '\n' ? 0 : line + 1;
            if (line > 999) return false;
        }
        return true;
    }

    private static byte[] joined(String fields, byte[] octets) {
        var out = new ByteArrayOutputStream(octets.length + 100);
        put(out, fields);
        out.writeBytes(octets);
        return out.toByteArray();
    }

    private static void put(ByteArrayOutputStream out, String text) { out.writeBytes(text.getBytes(StandardCharsets.UTF_8)); }

    private static boolean eightBit(byte[] octets, int of) {
        for (int i = 0; i < Math.min(of, octets.length); i++) if (octets[i] < 0) return true;
        return false;
    }

    private static boolean ascii(String text) { return text.chars().allMatch(c -> c < 128); }
}
