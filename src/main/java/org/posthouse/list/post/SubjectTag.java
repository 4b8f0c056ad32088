package org.posthouse.list.post;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.regex.Pattern;
import org.posthouse.list.ListEntry;
import org.posthouse.message.EncodedWords;

/// Puts a list's tag into a subject, once however often a thread goes to and fro. What stands there besides leaves as it came, in the words of its charset (RFC 2047).
final class SubjectTag {
    private static final Pattern ANSWERS = Pattern.compile("^(?:\\s*(?:re|aw|sv|antw|vs|回复|答复|返信)(?:\\[\\d+]|\\^\\d+)?\\s*[:：]\\s*){2,}+", Pattern.CASE_INSENSITIVE | Pattern.UNICODE_CASE);
    private static final Pattern NUMBERS = Pattern.compile("(?=\\d*%S)(?:%S|\\d)+");
    private static final int LINE = 76;
    private static final int LONGEST = 2000;

    private final String tag;
    private final Pattern any;
    private final boolean last;

    SubjectTag(ListEntry list, long number) {
        var dressing = list.plan().dressing();
        var digits = Long.toString(number);
        tag = dressing.subjectTag().strip().replace("%M", list.name()).replace("%S", "0".repeat(Math.max(0, dressing.digits() - digits.length())) + digits);
        any = Pattern.compile("\\s*" + pattern(dressing.subjectTag().strip(), list) + "\\s*", Pattern.CASE_INSENSITIVE | Pattern.UNICODE_CASE);
        last = dressing.tagLast();
    }

    /// The tag with any number, by any name of the list. Digits beside a number are one with it, or nobody could tell where it ends.
    private static String pattern(String template, ListEntry list) {
        var names = list.names().stream().map(Pattern::quote).reduce((one, other) -> one + "|" + other).orElse("");
        var pattern = new StringBuilder();
        for (int at = 0; at < template.length(); ) {
            var digits = NUMBERS.matcher(template).region(at, template.length());
            if (digits.lookingAt()) {
                int numbers = digits.group().split("%S", -1).length - 1;
                int fixed = digits.group().length() - 2 * numbers;
                pattern.append("\\d{").append(fixed + numbers).append(',').append(fixed + 12 * numbers).append('}');
                at = digits.end();
            } else if (template.startsWith("%M", at)) {
                pattern.append("(?:").append(names).append(')');
                at += 2;
            } else pattern.append(Pattern.quote(template.substring(at, ++at)));
        }
        return pattern.toString();
    }

    /// @param raw behind the colon, one char an octet; empty for none
    /// @return the whole field with CRLF
    String field(String raw) {
        var before = raw.replaceAll("\r?\n(?=[ \t])", "").replaceAll("\\s+", " ").strip();
        if (before.length() > LONGEST) before = before.substring(0, LONGEST);                // of what nobody reads; patterns take their time
        if (tag.isEmpty()) return folded(ascii(before) ? before : EncodedWords.text(decoded(before)));
        var bare = bare(before);
        boolean readable = ascii(bare) && ascii(tag);
        var text = readable ? bare : decoded(bare);
        var tagged = text.isEmpty() ? tag : last ? text + " " + tag : tag + " " + text;
        return folded(readable ? tagged : EncodedWords.text(tagged));
    }

    private String bare(String before) {
        var plain = any.matcher(before).replaceAll(" ").strip();
        if (!plain.equals(before)) return once(plain);
        var read = decoded(before);                                          // the tag may stand inside an encoded word
        var bare = any.matcher(read).replaceAll(" ").strip();
        return bare.equals(read) ? before : EncodedWords.text(once(bare)).replace("\r\n", "");
    }

    private static String once(String text) { return ANSWERS.matcher(text).replaceFirst("Re: "); }

    private static String decoded(String latin) {
        var octets = latin.getBytes(StandardCharsets.ISO_8859_1);
        var utf8 = new String(octets, StandardCharsets.UTF_8);
        return EncodedWords.read(utf8.indexOf('\uFFFD') < 0 ? utf8 : latin);
    }

    private static boolean ascii(String text) { return text.chars().allMatch(c -> c >= ' ' && c < 127 || c == '\t'); }

    /// RFC 5322 §2.2.3: at blanks, no line empty.
    private static String folded(String text) {
        var lines = new ArrayList<String>();
        var line = new StringBuilder("Subject:");
        for (var word : text.replaceAll("[\r\n]+", "").split("[ \t]+")) {
            if (line.length() + 1 + word.length() > LINE && line.toString().contains(" ") && !line.toString().isBlank()) {
                lines.add(line.toString());
                line.setLength(0);
            }
            line.append(' ').append(word);
        }
        lines.add(line.toString());
        return String.join("\r\n", lines) + "\r\n";
    }
}
