package org.posthouse.policy;

import java.io.ByteArrayOutputStream;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.regex.Pattern;

/// Text of header fields in which words of other alphabets are encoded (RFC 2047).
final class EncodedWords {
    /// RFC 2047 §2 allows 75 characters; senders write more. What may repeat has a bound, so nothing is tried twice.
    private static final Pattern WORD = Pattern.compile("=\\?([A-Za-z0-9_.:+-]{1,40})(?:\\*[A-Za-z0-9-]{1,20})?\\?([BbQq])\\?([^? \\t\\r\\n]{0,2000})\\?=(?:[ \\t]{1,20}(?==\\?))?");
    /// Octets of UTF-8 in one word: with its wrapping at most 75 characters (RFC 2047 §2).
    private static final int MOST = 39;

    private EncodedWords() { }

    /// What is no encoded word stays as it is; a word in an unknown alphabet too.
    static String read(String text) {
        if (!text.contains("=?")) return text;
        return WORD.matcher(text).replaceAll(word -> java.util.regex.Matcher.quoteReplacement(decoded(word.group(1), word.group(2), word.group(3), word.group())));
    }

    private static String decoded(String charset, String encoding, String text, String otherwise) {
        try {
            var octets = encoding.equalsIgnoreCase("B") ? Base64.getMimeDecoder().decode(text) : quoted(text);
            return new String(octets, Charset.forName(charset));
        } catch (IllegalArgumentException unreadable) {
            return otherwise;
        }
    }

    /// RFC 2047 §4.2.
    private static byte[] quoted(String text) {
        var octets = new ByteArrayOutputStream();
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            int high = c == '=' && i + 2 < text.length() ? Character.digit(text.charAt(i + 1), 16) : -1;
            int low = high < 0 ? -1 : Character.digit(text.charAt(i + 2), 16);
            if (low >= 0) {
                octets.write(high << 4 | low);
                i += 2;
            } else octets.write(c == '_' ? ' ' : c);
        }
        return octets.toByteArray();
    }

    /// A phrase of any text: as one quoted string when it is ASCII, else as encoded words, folded.
    static String phrase(String text) { return ascii(text) ? '"' + text.replace("\\", "\\\\").replace("\"", "\\\"") + '"' : words(text); }

    /// A comment of any text (RFC 5322 §3.2.2), encoded words in it when it has to be (RFC 2047 §5).
    static String comment(String text) { return '(' + (ascii(text) ? text.replace("\\", "\\\\").replace("(", "\\(").replace(")", "\\)") : words(text)) + ')'; }

    private static boolean ascii(String text) { return text.length() <= 200 && text.chars().allMatch(c -> c >= ' ' && c <= '~') && !text.contains("=?"); }

    private static String words(String text) {
        var out = new StringBuilder();
        var word = new StringBuilder();
        int octets = 0;
        for (int c : text.codePoints().toArray()) {
            int size = Character.toString(c).getBytes(StandardCharsets.UTF_8).length;
            if (octets + size > MOST) {
                out.append(word(word)).append("\r\n ");
                word.setLength(0);
                octets = 0;
            }
            word.appendCodePoint(c);
            octets += size;
        }
        return out.append(word(word)).toString();
    }

    private static String word(CharSequence text) { return "=?UTF-8?B?" + Base64.getEncoder().encodeToString(text.toString().getBytes(StandardCharsets.UTF_8)) + "?="; }
}
