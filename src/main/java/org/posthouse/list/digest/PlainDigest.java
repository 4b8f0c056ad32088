package org.posthouse.list.digest;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.jsoup.Jsoup;
import org.posthouse.list.archive.ArticleText;
import org.posthouse.message.EncodedWords;
import org.posthouse.message.Part;

/// A digest as one text, which programs that know the form take apart again (RFC 1153).
final class PlainDigest implements Form {
    private static final String TEXTS = "list-digest";
    private static final String BEFORE = "-".repeat(70);
    private static final String BETWEEN = "-".repeat(30);
    /// RFC 1153 §3.4, in this order.
    private static final List<String> SHOWN = List.of("Date", "From", "To", "Cc", "Subject", "Message-ID", "Keywords");
    private static final int LINE = 900;
    private static final int MOST_TEXT = 256 << 10;
    private static final String BLOCKS = "p,div,li,tr,h1,h2,h3,h4,h5,h6,pre,blockquote";

    private final Issue issue;

    PlainDigest(Issue issue) { this.issue = issue; }

    @Override public byte[] header() { return octets(issue.header() + "Content-Type: text/plain; charset=UTF-8\r\nContent-Transfer-Encoding: 8bit\r\n\r\n"); }

    @Override public void body(OutputStream out, Articles articles) throws IOException {
        out.write(octets(lines(issue.subject() + "\n\n" + issue.about() + "\n" + issue.contents()) + "\r\n" + BEFORE + "\r\n\r\n"));
        for (var entry : issue.entries()) out.write(octets(post(entry, articles) + "\r\n" + BETWEEN + "\r\n\r\n"));
        out.write(octets(lines(issue.end()) + "*".repeat(Math.min(70, issue.end().length())) + "\r\n"));       // RFC 1153 §3.7
    }

    private String post(Entry entry, Articles articles) throws IOException {
        var text = new StringBuilder();
        var header = entry.structure().header();
        for (var name : SHOWN) header.first(name).map(EncodedWords::read).filter(value -> !value.isBlank()).ifPresent(value -> text.append(name).append(": ").append(value.replaceAll("\\s+", " ").strip()).append('\n'));
        text.append('\n');
        boolean plain = entry.structure().plain().isPresent();
        for (var part : entry.structure().leaves()) {
            if (!part.attached() && part.type().is("text/plain") && text.length() < MOST_TEXT) text.append(ArticleText.shown(part, articles.octets(entry), ArticleText.MOST_SHOWN).stripTrailing()).append("\n");
            else if (!part.attached() && part.type().is("text/html")) {
                if (!plain && text.length() < MOST_TEXT) text.append(words(part, articles, entry)).append("\n");
            } else text.append(leftOut(part, entry)).append('\n');
        }
        return lines(text.toString());
    }

    private static String words(Part part, Articles articles, Entry entry) throws IOException {
        var page = Jsoup.parse(part.text(articles.octets(entry), MOST_TEXT));
        page.select("script,style,head").remove();
        page.select(BLOCKS).before("\n");
        return page.wholeText().replaceAll("[ \\t]+\n", "\n").replaceAll("\n{3,}", "\n\n").strip();
    }

    private String leftOut(Part part, Entry entry) {
        var where = issue.archive().isEmpty() ? "" : " " + issue.archive() + entry.number();
        return issue.texts().get(TEXTS, "left-out", part.fileName().orElse(part.type().value()), issue.texts().size(part.octets())) + where;
    }

    /// With CRLF, none too long for a line of mail (RFC 5322 §2.1.1), and none that looks like the end of a post (RFC 1153 §3.6).
    private static String lines(String text) {
        var out = new StringBuilder(text.length() + 200);
        for (var line : text.stripTrailing().split("\n", -1)) {
            var rest = line.startsWith(BETWEEN) ? " " + line : line;
            while (octets(rest).length > LINE) {
                int cut = cut(rest);
                out.append(rest, 0, cut).append("\r\n");
                rest = rest.substring(cut);
            }
            out.append(rest).append("\r\n");
        }
        return out.toString();
    }

    /// Behind a blank where there is one, and never inside a character.
    private static int cut(String line) {
        int most = LINE / 4;
        int blank = line.lastIndexOf(' ', most);
        return blank > most / 2 ? blank + 1 : Character.isHighSurrogate(line.charAt(most - 1)) ? most - 1 : most;
    }

    private static byte[] octets(String text) { return text.getBytes(StandardCharsets.UTF_8); }
}
