package org.posthouse.list.command;

import java.util.Locale;
import java.util.Map;
import java.util.Set;

/// The text in HTML, roughly, for those whose mailer writes nothing else: tags are left out, those of blocks end lines. Nothing of it is shown to anybody.
final class MarkupText {
    private static final Set<String> LINES = Set.of("br", "p", "/p", "div", "/div", "li", "tr", "/tr", "h1", "h2", "h3", "pre", "/pre", "/li", "blockquote", "/blockquote");
    private static final Set<String> SILENT = Set.of("style", "script", "head", "title", "blockquote");
    private static final Map<String, String> NAMED = Map.of("nbsp", " ", "lt", "<", "gt", ">", "amp", "&", "quot", "\"", "apos", "'");

    private MarkupText() { }

    static String of(String html) {
        var text = new StringBuilder();
        for (int at = 0; at < html.length(); ) {
            char c = html.charAt(at);
            if (c == '<') {
                int end = html.indexOf('>', at);
                if (end < 0) break;
                var name = name(html, at + 1, end);
                if (LINES.contains(name)) text.append('\n');
                at = SILENT.contains(name) ? behind(html, end, name) : end + 1;
            } else if (c == '&') {
                int end = html.indexOf(';', at);
                boolean entity = end > at && end - at <= 10;
                text.append(entity ? entity(html.substring(at + 1, end)) : "&");
                at = entity ? end + 1 : at + 1;
            } else {
                text.append(c == '\n' ? ' ' : c);                        // line ends of the source are blanks
                at++;
            }
        }
        return text.toString();
    }

    private static String name(String html, int from, int end) {
        int to = from;
        while (to < end && to - from < 16 && !Character.isWhitespace(html.charAt(to)) && (html.charAt(to) != '/' || to == from)) to++;
        return html.substring(from, to).toLowerCase(Locale.ROOT);
    }

    /// Behind the closing tag; quotes that mailers mark as such are passed over whole, and so is the rest where nothing closes it.
    private static int behind(String html, int from, String name) {
        for (int at = html.indexOf("</", from); at >= 0; at = html.indexOf("</", at + 2))
            if (html.regionMatches(true, at + 2, name, 0, name.length())) {
                int end = html.indexOf('>', at);
                return end < 0 ? html.length() : end + 1;
            }
        return html.length();
    }

    private static String entity(String name) {
        var known = NAMED.get(name.toLowerCase(Locale.ROOT));
        if (known != null) return known;
        if (!name.startsWith("#")) return " ";
        try {
            boolean hex = name.length() > 1 && (name.charAt(1) == 'x' || name.charAt(1) == 'X');
            int code = hex ? Integer.parseInt(name.substring(2), 16) : Integer.parseInt(name.substring(1));
            return Character.isValidCodePoint(code) && !Character.isISOControl(code) ? Character.toString(code) : " ";
        } catch (NumberFormatException _) {
            return " ";
        }
    }
}
