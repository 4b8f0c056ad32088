package org.posthouse.blackbox;

import java.io.ByteArrayOutputStream;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Random;

/// A message as it is sent: lines end in CRLF, nothing is dot-stuffed.
///
/// @param name what is special about it
/// @param utf8 its header is not ASCII: SMTPUTF8 (RFC 6531 §3.3)
record Letter(String name, byte[] octets, boolean utf8) {
    @Override public String toString() { return name + " (" + octets.length + " octets)"; }

    /// Text blocks with LF become lines with CRLF, in ASCII or UTF-8.
    static Letter of(String name, String text) { return in(StandardCharsets.UTF_8, name, text); }

    static Letter in(Charset charset, String name, String text) { return new Letter(name, text.replace("\n", "\r\n").getBytes(charset), false); }

    Letter internationalized() { return new Letter(name, octets, true); }

    /// An ASCII header, then any octets.
    static Letter of(String name, String header, byte[] body) {
        var all = new ByteArrayOutputStream();
        all.writeBytes(header.replace("\n", "\r\n").getBytes(StandardCharsets.UTF_8));
        all.writeBytes(body);
        return new Letter(name, all.toByteArray(), false);
    }

    boolean hasDotLine() { return new String(octets, StandardCharsets.ISO_8859_1).contains("\n."); }

    /// What usual programs write above a body.
    static String header(String subject, String contentType) {
        return """
                Date: Sun, 1 Mar 2026 12:00:00 +0100
                From: "Doe, Jane" <jane@sender.test>
                To: bob@example.test
                Subject: %s
                Message-ID: <%s@sender.test>
                MIME-Version: 1.0
                Content-Type: %s
                """.formatted(subject, Integer.toHexString(subject.hashCode()), contentType);
    }

    /// Random octets as lines of base64 (RFC 2045 §6.8).
    static String base64(int octets, long seed) {
        var data = new byte[octets];
        new Random(seed).nextBytes(data);
        return Base64.getMimeEncoder(76, new byte[] {'\n'}).encodeToString(data) + "\n";
    }
}
