package org.posthouse.housemail;

import java.nio.charset.StandardCharsets;
import java.time.ZonedDateTime;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import org.posthouse.connector.api.BodyFacts;
import org.posthouse.message.EncodedWords;
import org.posthouse.mime.MailDate;

/// A plain text message that the house writes (RFC 5322), in UTF-8.
///
/// @param from    an address; `name` stands before it
/// @param to      what the To field says; when it is empty or not ASCII it names nobody (RFC 5322 §3.4: a group)
/// @param id      the message's, without angle brackets
/// @param text    lines end in LF
public record Letter(String name, String from, String to, String subject, String id, ZonedDateTime date, String text) {
    public byte[] octets() {
        var header = "From: " + EncodedWords.phrase(name) + " <" + from + ">\r\n"
                + "To: " + (!to.matches("[!-~]{1,254}") ? "undisclosed-recipients:;" : to) + "\r\n"
                + "Subject: " + EncodedWords.text(subject) + "\r\n"
                + "Date: " + MailDate.format(date) + "\r\n"
                + "Message-ID: <" + id + ">\r\n"
                + "Auto-Submitted: auto-generated\r\n"                 // RFC 3834 §5: nobody's vacation answers it
                + "MIME-Version: 1.0\r\n"
                + "Content-Type: text/plain; charset=UTF-8\r\n"
                + "Content-Transfer-Encoding: base64\r\n\r\n";
        var body = Base64.getMimeEncoder().encodeToString(text.replace("\r\n", "\n").replace("\n", "\r\n").getBytes(StandardCharsets.UTF_8));
        return (header + body + "\r\n").getBytes(StandardCharsets.US_ASCII);
    }

    /// What the store keeps beside a message that is held in memory.
    public static BodyFacts facts(byte[] octets) {
        long lines = 0;
        long dotLines = 0;
        boolean eightBit = false;
        int header = -1;
        for (int i = 0; i < octets.length; i++) {
            if (octets[i] == '\n') {
                if (header < 0 && (lines == 0 && i == 1 || i >= 3 && octets[i - 2] == '\n')) header = i + 1;
                lines++;
            }
            if (octets[i] == '.' && (i == 0 || octets[i - 1] == '\n')) dotLines++;
            eightBit |= octets[i] < 0;
        }
        boolean complete = octets.length >= 2 && octets[octets.length - 1] == '\n' && octets[octets.length - 2] == '\r';
        return new BodyFacts(octets.length, header < 0 ? octets.length : header, lines, dotLines, eightBit, complete);
    }

    /// Recipients in parts that one envelope carries.
    static <T> List<List<T>> parts(List<T> all, int most) {
        var parts = new ArrayList<List<T>>();
        for (int from = 0; from < all.size(); from += most) parts.add(all.subList(from, Math.min(from + most, all.size())));
        return parts;
    }
}
