package org.posthouse.web.archive;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/// Plain text of a message as a page shows it: what is quoted, the signature, and links.
public final class Blocks {
    private static final Pattern LINK = Pattern.compile("https?://[^\\s<>\"「」『』（）()\\[\\]{}、。，]+(?:\\([^\\s<>\"()]*\\)[^\\s<>\"()]*)*", Pattern.CASE_INSENSITIVE);
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
        while (!lines.isEmpty() && lines.getFirst().isBlank()) lines.removeFirst();
        while (!lines.isEmpty() && lines.getLast().isBlank()) lines.removeLast();
        if (lines.isEmpty()) return links;
        var pieces = pieces(String.join("\n", lines), masking, links);
        blocks.add(new Block(kind, kind.equals("quote") && lines.size() >= FOLDED ? lines.size() : 0, pieces));
        lines.clear();
        return links + pieces.size();
    }

    static List<Piece> pieces(String text, Masking masking, int links) {
        var pieces = new ArrayList<Piece>();
        int at = 0;
        for (var match = LINK.matcher(text); pieces.size() + links < MOST_LINKS && match.find(); ) {
            var link = match.group().replaceAll("[.,;:!?'*_~]+$", "");
            if (masking.hides(link) || link.length() > 2_000 || link.length() < 11) continue;
            if (match.start() > at) pieces.add(new Piece(masking.of(text.substring(at, match.start())), ""));
            pieces.add(new Piece(link, link));
            at = match.start() + link.length();
        }
        if (at < text.length()) pieces.add(new Piece(masking.of(text.substring(at)), ""));
        return pieces;
    }
}
