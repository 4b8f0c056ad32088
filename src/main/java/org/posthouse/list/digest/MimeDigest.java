package org.posthouse.list.digest;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Base64;

/// A digest whose posts are messages that a mail program opens and answers one by one (RFC 2046 §5.1.5).
final class MimeDigest implements Form {
    private final Issue issue;
    private final String outer;
    private final String inner;
    private final boolean eightBit;

    /// @param mark letters and digits that stand in no post
    MimeDigest(Issue issue, String mark) {
        this.issue = issue;
        outer = "=_outer_" + mark;
        inner = "=_inner_" + mark;
        eightBit = issue.entries().stream().anyMatch(entry -> entry.eightBit() && !entry.utf8());
    }

    @Override public byte[] header() { return ascii(issue.header() + "Content-Type: multipart/mixed; boundary=\"" + outer + "\"\r\n" + encoding() + "\r\n"); }

    private String encoding() { return eightBit ? "Content-Transfer-Encoding: 8bit\r\n" : ""; }

    @Override public void body(OutputStream out, Articles articles) throws IOException {
        out.write(ascii("--" + outer + "\r\n"));
        text(out, issue.about() + "\n" + issue.contents());
        out.write(ascii("\r\n--" + outer + "\r\nContent-Type: multipart/digest; boundary=\"" + inner + "\"\r\n" + encoding() + "\r\n"));
        for (var entry : issue.entries()) {
            out.write(ascii("\r\n--" + inner + "\r\n"));
            try (var article = articles.open(entry)) {
                message(out, entry, article);
            }
        }
        out.write(ascii("\r\n--" + inner + "--\r\n\r\n--" + outer + "\r\n"));
        text(out, issue.end() + "\n");
        out.write(ascii("\r\n--" + outer + "--\r\n"));
    }

    /// RFC 6532 §3.5: only a message with UTF-8 in its header may be encoded, and then it goes to servers that know nothing of that.
    private static void message(OutputStream out, Entry entry, InputStream article) throws IOException {
        if (!entry.utf8()) {
            out.write(ascii("Content-Type: message/rfc822\r\n" + (entry.eightBit() ? "Content-Transfer-Encoding: 8bit\r\n" : "") + "\r\n"));
            article.transferTo(out);
            return;
        }
        out.write(ascii("Content-Type: message/global\r\nContent-Transfer-Encoding: base64\r\n\r\n"));
        var piece = new byte[57 * 256];                                  // whole lines of 76 letters
        for (int got = article.readNBytes(piece, 0, piece.length); got > 0; got = article.readNBytes(piece, 0, piece.length)) {
            out.write(Base64.getMimeEncoder().encode(java.util.Arrays.copyOf(piece, got)));
            out.write(ascii("\r\n"));
        }
    }

    private static void text(OutputStream out, String text) throws IOException {
        out.write(ascii("Content-Type: text/plain; charset=UTF-8\r\nContent-Transfer-Encoding: base64\r\nContent-Disposition: inline\r\n\r\n"));
        out.write(Base64.getMimeEncoder().encode(text.replace("\n", "\r\n").getBytes(StandardCharsets.UTF_8)));
    }

    private static byte[] ascii(String text) { return text.getBytes(StandardCharsets.UTF_8); }
}
