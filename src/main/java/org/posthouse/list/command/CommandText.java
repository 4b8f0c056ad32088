package org.posthouse.list.command;

import java.io.IOException;
import java.text.Normalizer;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.posthouse.message.EncodedWords;
import org.posthouse.message.MessageOctets;
import org.posthouse.message.Part;
import org.posthouse.message.Structure;

/// What somebody wrote, as lines that may be commands: quotes and the signature left out, wide letters folded.
///
/// @param subject without `Re:` and its like
/// @param lines   none of them blank
record CommandText(String subject, List<String> lines) {
    static final int MOST_LINES = 200;
    private static final int MOST_OCTETS = 256 << 10;
    private static final int MOST_LINE = 1000;
    private static final Pattern ANSWER = Pattern.compile("^(?:(?:re|fwd?|aw|antw|sv|回复|答复|返信)\\s{0,9}(?:\\[\\d{1,4}])?\\s{0,9}[:：]\\s{0,99})+", Pattern.CASE_INSENSITIVE);

    static CommandText read(MessageOctets message) throws IOException {
        var structure = Structure.read(message);
        var subject = structure.header().first("Subject").map(EncodedWords::read).orElse("");
        return new CommandText(ANSWER.matcher(folded(cut(subject))).replaceFirst(""), lines(text(structure, message)));
    }

    /// Plain text, or what HTML says when there is no other.
    private static String text(Structure structure, MessageOctets message) throws IOException {
        var plain = structure.plain();
        if (plain.isPresent()) {
            var text = plain.get().text(message, MOST_OCTETS);
            return flowed(plain.get()) ? joined(text, plain.get().type().parameter("delsp").filter("yes"::equalsIgnoreCase).isPresent()) : text;
        }
        Optional<Part> html = structure.html();
        return html.isPresent() ? MarkupText.of(html.get().text(message, MOST_OCTETS)) : "";
    }

    private static boolean flowed(Part part) { return part.type().parameter("format").filter("flowed"::equalsIgnoreCase).isPresent(); }

    /// RFC 3676 §4: a line that ends with a blank goes on in the next, unless it is the mark of a signature, or the next is that mark or quoted otherwise (§4.5).
    private static String joined(String text, boolean delSp) {
        var whole = new StringBuilder();
        boolean soft = false;
        int before = 0;
        for (var line : text.split("\n", -1)) {
            int depth = depth(line);
            if (soft && (depth != before || line.equals("-- "))) whole.append('\n');
            before = depth;
            soft = line.endsWith(" ") && !line.equals("-- ");
            whole.append(soft && delSp ? line.substring(0, line.length() - 1) : line);
            if (!soft) whole.append('\n');
        }
        return whole.toString();
    }

    private static int depth(String line) {
        int depth = 0;
        while (depth < line.length() && line.charAt(depth) == '>') depth++;
        return depth;
    }

    private static List<String> lines(String text) {
        var lines = new ArrayList<String>();
        for (var raw : text.split("\n", -1)) {
            if (raw.equals("-- ") || raw.equals("--") || lines.size() >= MOST_LINES) break;          // RFC 3676 §4.3
            var line = folded(cut(raw));
            if (!line.isEmpty() && line.charAt(0) != '>' && line.charAt(0) != '|') lines.add(line);
        }
        return lines;
    }

    private static String cut(String line) { return line.length() > MOST_LINE ? line.substring(0, MOST_LINE) : line; }

    /// `＃　ｈｅｌｐ` is `# help`.
    static String folded(String line) { return Normalizer.normalize(line, Normalizer.Form.NFKC).replaceAll("\\p{Cf}", "").replaceAll("[\\p{Cc}\\p{Z}]+", " ").strip(); }
}
