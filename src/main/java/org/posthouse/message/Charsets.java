package org.posthouse.message;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.Charset;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// Octets as text, whatever charset was declared for them: names that mail uses stand for what mailers mean by them, and a declaration that cannot be true is not believed.
public final class Charsets {
    /// What is meant, where that is more than what is said.
    private static final Map<String, String> MEANT = Map.ofEntries(
            Map.entry("us-ascii", "windows-1252"), Map.entry("ascii", "windows-1252"), Map.entry("iso-8859-1", "windows-1252"), Map.entry("latin1", "windows-1252"), Map.entry("ansi_x3.4-1968", "windows-1252"),
            Map.entry("x-unknown", "windows-1252"), Map.entry("unknown-8bit", "windows-1252"), Map.entry("iso-8859-9", "windows-1254"), Map.entry("iso-8859-11", "x-windows-874"), Map.entry("tis-620", "x-windows-874"),
            Map.entry("iso-8859-8-i", "ISO-8859-8"), Map.entry("iso-8859-8-e", "ISO-8859-8"), Map.entry("iso-8859-6-i", "ISO-8859-6"),
            Map.entry("utf8", "UTF-8"), Map.entry("unicode-1-1-utf-8", "UTF-8"),
            Map.entry("shift_jis", "windows-31j"), Map.entry("shift-jis", "windows-31j"), Map.entry("sjis", "windows-31j"), Map.entry("x-sjis", "windows-31j"), Map.entry("cp932", "windows-31j"), Map.entry("ms_kanji", "windows-31j"),
            Map.entry("euc-jp", "x-eucJP-Open"), Map.entry("x-euc-jp", "x-eucJP-Open"), Map.entry("eucjp", "x-eucJP-Open"), Map.entry("eucjp-ms", "x-eucJP-Open"),
            Map.entry("gb2312", "GB18030"), Map.entry("gb_2312-80", "GB18030"), Map.entry("x-gbk", "GB18030"), Map.entry("gbk", "GB18030"), Map.entry("cp936", "GB18030"), Map.entry("euc-cn", "GB18030"), Map.entry("hz-gb-2312", "GB18030"),
            Map.entry("big5", "Big5-HKSCS"), Map.entry("big-5", "Big5-HKSCS"), Map.entry("x-big5", "Big5-HKSCS"), Map.entry("cp950", "Big5-HKSCS"), Map.entry("cn-big5", "Big5-HKSCS"),
            Map.entry("euc-kr", "x-windows-949"), Map.entry("ks_c_5601-1987", "x-windows-949"), Map.entry("ksc5601", "x-windows-949"), Map.entry("cp949", "x-windows-949"));
    private static final Set<String> JAPANESE_2022 = Set.of("iso-2022-jp", "iso-2022-jp-1", "iso-2022-jp-2", "iso-2022-jp-3", "iso-2022-jp-2004", "iso-2022-jp-ms", "cp50220", "cp50221", "cp50222", "csiso2022jp", "x-windows-50221", "jis");
    private static final Set<String> UTF_7 = Set.of("utf-7", "unicode-1-1-utf-7");
    /// Whose texts are never valid UTF-8 by accident, other than where two octets make one character.
    private static final Set<String> WIDE = Set.of("windows-31j", "x-eucJP-Open", "GB18030", "Big5-HKSCS", "x-windows-949", "UTF-16", "UTF-16LE", "UTF-16BE", "UTF-32");
    private static final List<String> JAPANESE = List.of("x-eucJP-Open", "windows-31j");
    private static final Charset LAST = Charset.forName("windows-1252");

    private Charsets() { }

    /// @param declared a name, or nothing
    public static String text(byte[] octets, String declared) {
        var name = declared.strip().toLowerCase(Locale.ROOT);
        if (UTF_7.contains(name)) return utf7(octets);
        if (JAPANESE_2022.contains(name) && !plain(octets) && !escapes(octets)) {            // half-width kana, or what another charset's mailer declared by habit
            var meant = strict(octets, StandardCharsets.UTF_8).or(() -> japanese(octets));
            if (meant.isPresent()) return meant.get();
        }
        if (JAPANESE_2022.contains(name) || escapes(octets) && !name.startsWith("iso-2022-")) return Iso2022.text(octets);
        if (plain(octets) && !name.startsWith("utf-16") && !name.startsWith("utf-32") && !name.startsWith("iso-2022-") && !name.startsWith("ibm") && !name.startsWith("cp")) return new String(octets, StandardCharsets.US_ASCII);
        var said = named(name);
        if (said.filter(charset -> WIDE.contains(charset.name())).isPresent()) {
            var read = strict(octets, said.get());
            if (read.isPresent()) return read.get();
        }
        var utf8 = strict(octets, StandardCharsets.UTF_8);                 // the most common truth behind a wrong or missing name
        if (utf8.isPresent()) return utf8.get();
        if (said.isPresent() && (WIDE.contains(said.get().name()) || !said.get().equals(StandardCharsets.UTF_8) && !said.get().equals(LAST))) return new String(octets, said.get());
        if (mostlyUtf8(octets)) return new String(octets, StandardCharsets.UTF_8);
        return japanese(octets).orElseGet(() -> new String(octets, LAST));
    }

    private static Optional<String> japanese(byte[] octets) { return JAPANESE.stream().flatMap(guess -> strict(octets, Charset.forName(guess)).filter(Charsets::kana).stream()).findFirst(); }

    static boolean known(String name) { return UTF_7.contains(name.toLowerCase(Locale.ROOT)) || JAPANESE_2022.contains(name.toLowerCase(Locale.ROOT)) || named(name).isPresent(); }

    /// What a name stands for; empty when nobody knows it.
    private static Optional<Charset> named(String name) {
        try {
            return name.isEmpty() ? Optional.empty() : Optional.of(Charset.forName(MEANT.getOrDefault(name.toLowerCase(Locale.ROOT), name)));
        } catch (IllegalArgumentException unknown) {
            return Optional.empty();
        }
    }

    /// All of it, though a character may be cut off at the end.
    private static Optional<String> strict(byte[] octets, Charset charset) {
        var decoder = charset.newDecoder().onMalformedInput(CodingErrorAction.REPORT).onUnmappableCharacter(CodingErrorAction.REPORT);
        var chars = CharBuffer.allocate((int) (octets.length * (double) decoder.maxCharsPerByte()) + 4);
        var in = ByteBuffer.wrap(octets);
        if (decoder.decode(in, chars, false).isError()) return Optional.empty();
        var text = chars.flip().toString();
        return !in.hasRemaining() ? Optional.of(text) : plain(text) ? Optional.empty() : Optional.of(text + '\uFFFD');
    }

    /// Only a few octets of a long text are not UTF-8.
    private static boolean mostlyUtf8(byte[] octets) {
        long high = 0;
        for (byte b : octets) if (b < 0) high++;
        return high > 0 && new String(octets, StandardCharsets.UTF_8).chars().filter(c -> c == '\uFFFD').count() * 20 < high;
    }

    /// Japanese is never without them, and no other text that was taken for Japanese has many.
    private static boolean kana(String text) {
        long wide = text.chars().filter(c -> c > 127).count();
        return wide > 0 && text.chars().filter(c -> c >= 0x3041 && c <= 0x30FE).count() * 4 >= wide;
    }

    private static boolean plain(String text) { return text.chars().allMatch(c -> c < 128); }

    private static boolean plain(byte[] octets) {
        for (byte b : octets) if (b < 0) return false;
        return true;
    }

    /// A character set is chosen by `ESC $ B` or its like (ISO 2022), so whatever is declared, it is that.
    private static boolean escapes(byte[] octets) {
        for (int i = 0; i + 2 < octets.length; i++) {
            if (octets[i] < 0) return false;
            if (octets[i] == 0x1B && (octets[i + 1] == '$' && (octets[i + 2] == 'B' || octets[i + 2] == '@' || octets[i + 2] == '(') || octets[i + 1] == '(' && octets[i + 2] == 'I')) return true;
        }
        return false;
    }

    /// RFC 2152, which the JDK does not know.
    private static String utf7(byte[] octets) {
        var text = new StringBuilder();
        for (int i = 0; i < octets.length; i++) {
            if (octets[i] != '+') {
                text.append((char) (octets[i] & 0xFF));
                continue;
            }
            int bits = 0;
            int held = 0;
            int from = ++i;
            for (int digit; i < octets.length && (digit = digit(octets[i])) >= 0; i++) {
                held = (held << 6 | digit) & 0x3FFFFF;
                bits += 6;
                if (bits >= 16) text.append((char) (held >> (bits -= 16)));
            }
            if (i == from && i < octets.length && octets[i] == '-') text.append('+');
            if (i >= octets.length || octets[i] != '-') i--;
        }
        return text.toString();
    }

    private static int digit(byte b) { return "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/".indexOf(b); }
}
