package org.posthouse.message;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.time.ZonedDateTime;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import org.posthouse.mime.Address;
import org.posthouse.mime.MailDate;

/// An automatic answer to a message (RFC 3834 §3), in UTF-8.
///
/// @param name       before the address of who answers; may be empty
/// @param to         whom it answers: the envelope's sender
/// @param id         the answer's own, without angle brackets
/// @param inReplyTo  id of the message that is answered, with angle brackets; empty when it has none
/// @param references ids of its thread, the oldest first, it included, with angle brackets
/// @param text       lines end in LF
/// @param entity     the text is a MIME entity: fields of it, an empty line, its body
/// @param original   what came in, to go back with the answer
public record Answer(String name, Address from, Address to, String subject, String id, ZonedDateTime date, String inReplyTo, List<String> references, String text, boolean entity, Optional<Original> original) {
    /// What of a message is sent back; in messages with SMTPUTF8 its header fields may have any characters.
    public enum Part {
        MESSAGE("message/rfc822"), HEADER("text/rfc822-headers"), GLOBAL_MESSAGE("message/global"), GLOBAL_HEADER("message/global-headers");      // RFC 2046 §5.2.1, RFC 6522 §4, RFC 6533 §3

        private final String type;

        Part(String type) { this.type = type; }
    }

    /// @param octets   lines end in CRLF
    /// @param eightBit an octet above 127 occurs
    public record Original(Part part, byte[] octets, boolean eightBit) { }

    /// The envelope needs SMTPUTF8 (RFC 6531).
    public boolean utf8() {
        return !(from.toString() + to).chars().allMatch(c -> c < 0x80) || original.filter(o -> o.part() == Part.GLOBAL_MESSAGE || o.part() == Part.GLOBAL_HEADER).isPresent();
    }

    public boolean eightBit() { return utf8() || entity && !ascii() || original.filter(Original::eightBit).isPresent(); }

    private boolean ascii() { return text.chars().allMatch(c -> c < 0x80); }

    public byte[] octets() {
        var header = "From: " + (name.isBlank() ? "" : EncodedWords.phrase(name) + " ") + "<" + from + ">\r\n"
                + "To: <" + to + ">\r\n"
                + "Subject: " + EncodedWords.text(subject) + "\r\n"
                + "Date: " + MailDate.format(date) + "\r\n"
                + "Message-ID: <" + id + ">\r\n"
                + (inReplyTo.isEmpty() ? "" : "In-Reply-To: " + inReplyTo + "\r\n")
                + (references.isEmpty() ? "" : "References: " + String.join("\r\n ", references) + "\r\n")
                + "Auto-Submitted: auto-replied\r\n"                     // RFC 3834 §3.1.7
                + (entity ? "" : "MIME-Version: 1.0\r\n");
        return original.map(sentBack -> mixed(header, sentBack)).orElseGet(() -> (header + words()).getBytes(StandardCharsets.UTF_8));
    }

    private String words() {
        if (entity) {
            var lines = text.replace("\r\n", "\n").replace('\r', '\n').replace("\n", "\r\n");
            var head = lines.substring(0, lines.indexOf("\r\n\r\n") + 2).toLowerCase(java.util.Locale.ROOT);
            return (("\r\n" + head).contains("\r\nmime-version:") ? "" : "MIME-Version: 1.0\r\n")
                    + (ascii() || ("\r\n" + head).contains("\r\ncontent-transfer-encoding:") ? "" : "Content-Transfer-Encoding: 8bit\r\n") + lines + (lines.endsWith("\r\n") ? "" : "\r\n");
        }
        return "Content-Type: text/plain; charset=UTF-8\r\nContent-Transfer-Encoding: base64\r\n\r\n"
                + Base64.getMimeEncoder().encodeToString(text.replace("\r\n", "\n").replace("\n", "\r\n").getBytes(StandardCharsets.UTF_8)) + "\r\n";
    }

    private byte[] mixed(String header, Original sentBack) {
        var boundary = "=_" + id.replaceAll("[^A-Za-z0-9]", "").transform(letters -> letters.substring(0, Math.min(60, letters.length())));
        var octets = new ByteArrayOutputStream(sentBack.octets().length + 4096);
        octets.writeBytes((header + "Content-Type: multipart/mixed; boundary=\"" + boundary + "\"\r\n"
                + (sentBack.eightBit() ? "Content-Transfer-Encoding: 8bit\r\n" : "") + "\r\n--" + boundary + "\r\n" + words()
                + "--" + boundary + "\r\nContent-Type: " + sentBack.part().type
                + (sentBack.eightBit() ? "\r\nContent-Transfer-Encoding: 8bit" : "") + "\r\nContent-Disposition: attachment\r\n\r\n").getBytes(StandardCharsets.UTF_8));
        octets.writeBytes(sentBack.octets());
        octets.writeBytes(("\r\n--" + boundary + "--\r\n").getBytes(StandardCharsets.US_ASCII));
        return octets.toByteArray();
    }
}
