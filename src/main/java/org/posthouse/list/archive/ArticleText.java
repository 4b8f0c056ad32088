package org.posthouse.list.archive;

import java.io.IOException;
import java.util.stream.Collectors;
import org.jsoup.Jsoup;
import org.posthouse.message.MessageOctets;
import org.posthouse.message.Part;
import org.posthouse.message.Structure;

/// What an article says in words.
public final class ArticleText {
    /// Octets of one part that are shown; who wants more downloads it.
    public static final int MOST_SHOWN = 512 << 10;
    /// The same of a message that is nested beyond all reason: what is left of it is rarely text.
    public static final int MOST_OF_ODD = 32 << 10;
    private static final int MOST_SEARCHED = 256 << 10;

    private static final int MOST_PARTS = 50;

    private ArticleText() { }

    /// For the search index and its snippets: plain text where there is any, else what stands between the tags.
    public static String searched(Structure structure, MessageOctets octets) throws IOException {
        var text = new StringBuilder();
        boolean plain = structure.plain().isPresent();
        int parts = 0;
        for (var part : structure.leaves()) {
            if (part.attached() || !part.type().is("text/")) continue;
            if (text.length() >= MOST_SEARCHED || parts++ >= MOST_PARTS) break;
            if (part.type().is("text/plain")) text.append(part.text(octets, MOST_SEARCHED)).append('\n');
            else if (part.type().is("text/html") && !plain) text.append(Jsoup.parse(part.text(octets, MOST_SEARCHED)).text()).append('\n');
        }
        return cut(text.toString(), MOST_SEARCHED);
    }

    /// At most so many characters, and no half of one at the end.
    public static String cut(String text, int most) { return text.length() <= most ? text : text.substring(0, Character.isHighSurrogate(text.charAt(most - 1)) ? most - 1 : most); }

    /// Names of what can be downloaded, whole and in pieces.
    static String files(Structure structure) { return structure.leaves().stream().filter(ArticleFacts::extra).flatMap(part -> part.fileName().stream()).limit(50).map(name -> name + " " + name.replaceAll("[._-]+", " ")).collect(Collectors.joining("\n")); }

    /// Where it flows (RFC 3676 §4), lines that were broken are whole again.
    public static String shown(Part part, MessageOctets octets, int most) throws IOException {
        var text = part.text(octets, most);
        return part.type().parameter("format").filter("flowed"::equalsIgnoreCase).isPresent() ? flowed(text, part.type().parameter("delsp").filter("yes"::equalsIgnoreCase).isPresent()) : text;
    }

    static String flowed(String text, boolean withoutSpace) {
        var whole = new StringBuilder();
        int depth = -1;                                                    // of an open paragraph
        for (var line : text.split("\n", -1)) {
            int quotes = 0;
            while (quotes < line.length() && line.charAt(quotes) == '>') quotes++;
            var content = line.substring(quotes);
            if (content.startsWith(" ")) content = content.substring(1);   // §4.4: stuffed
            boolean signature = content.equals("-- ");                     // §4.3
            boolean flows = content.endsWith(" ") && !signature;
            if (depth == quotes && !signature) whole.append(content, 0, end(content, flows, withoutSpace));
            else {
                if (depth >= 0) whole.append('\n');
                whole.append(">".repeat(quotes)).append(quotes > 0 ? " " : "").append(content, 0, end(content, flows, withoutSpace));
            }
            depth = flows ? quotes : -1;
            if (!flows) whole.append('\n');
        }
        return whole.toString();
    }

    private static int end(String content, boolean flows, boolean withoutSpace) { return flows && withoutSpace ? content.length() - 1 : content.length(); }
}
