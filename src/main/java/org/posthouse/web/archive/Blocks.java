package org.posthouse.web.archive;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/// Plain text of a message as a page shows it: what is quoted, the signature, and links.
public final class Blocks {
    private static final Pattern LINK = Pattern.compile("https?://[^\\s<>\"「」『』（）()\\[\\]{}、。，]+(?:\\([^\\s<>\"()]*\\)[^\\s<>\"()]*)*+", Pattern.CASE_INSENSITIVE);
    /// Ends the sentence, not the link.
    private static final String BEHIND = ".,;:!?'*_~";
    private static final int MOST_LINKS = 2_000;
    /// Quotes of fewer lines are no burden to readers.
    private static final int FOLDED = 4;

    private Blocks() { }

    /// @param link where it leads, empty for text
    public record Piece(String text, String link) { }

    /// @param lines of a quote that is folded, 0 for what stands open
    public record Block(String kind, int lines, List<Piece> pieces) { }

    static List<Block> of(String text, Masking masking) {
        var blocks = new ArrayList<Block>();
        var lines = new ArrayList<String>();
        var kind = "text";
        int links = 0;
        for (var line : text.strip().split("\n", -1)) {
            var next = kind.equals("signature") || line.equals("-- ") || line.equals("--") ? "signature" : line.startsWith(">") || line.startsWith("＞") ? "quote" : "text";
            if (!next.equals(kind)) {
                links = add(blocks, kind, lines, masking, links);
                kind = next;
            }
            lines.add(line);
        }
        add(blocks, kind, lines, masking, links);
        return blocks;
    }

    private static int add(List<Block> blocks, String kind, List<String> lines, Masking masking, int links) {
        int from = 0;
        int to = lines.size();
        while (from < to && lines.get(from).isBlank()) from++;
        while (to > from && lines.get(to - 1).isBlank()) to--;
        var left = List.copyOf(lines.subList(from, to));
        lines.clear();
        if (left.isEmpty()) return links;
        var pieces = pieces(String.join("\n", left), masking, links);
        blocks.add(new Block(kind, kind.equals("quote") && left.size() >= FOLDED ? left.size() : 0, pieces));
        return links + pieces.size();
    }

    static List<Piece> pieces(String text, Masking masking, int links) {
        var pieces = new ArrayList<Piece>();
        int at = 0;
        for (var match = LINK.matcher(text); pieces.size() + links < MOST_LINKS && match.find(); ) {
            int end = match.end();
            while (end > match.start() && BEHIND.indexOf(text.charAt(end - 1)) >= 0) end--;
            if (end - match.start() > 2_000 || end - match.start() < 11) continue;
            var link = text.substring(match.start(), end);
            if (masking.hides(link)) continue;
            if (match.start() > at) pieces.add(new Piece(masking.of(text.substring(at, match.start())), ""));
            pieces.add(new Piece(link, link));
            at = end;
        }
        if (at < text.length()) pieces.add(new Piece(masking.of(text.substring(at)), ""));
        return pieces;
    }
}
