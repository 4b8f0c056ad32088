package org.posthouse.message;

import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;

/// Japanese as mail has carried it since 1985 (RFC 1468), with all that was added: JIS X 0212 (RFC 2237), Chinese, Korean, Greek and Latin (RFC 1554), JIS X 0213, half-width kana by escape, by shift
/// or as octets above 127, and the characters of NEC and IBM. Reads anything; what means nothing becomes U+FFFD.
final class Iso2022 {
    private static final Charset WINDOWS = Charset.forName("windows-31j");
    private static final Charset JIS_2004 = Charset.forName("x-SJIS_0213");
    private static final Charset EUC = Charset.forName("x-eucJP-Open");
    private static final Charset KOREAN = Charset.forName("EUC-KR");
    private static final Charset CHINESE = Charset.forName("GB18030");

    private enum Set {
        ASCII, KANA, JIS_0208, JIS_0212, PLANE_1, PLANE_2, GB_2312, KSC_5601;

        boolean wide() { return ordinal() > KANA.ordinal(); }
    }

    private final byte[] octets;
    private final StringBuilder text = new StringBuilder();
    private Set set = Set.ASCII;
    private Charset second = StandardCharsets.ISO_8859_1;
    private boolean shifted;
    private int at;

    private Iso2022(byte[] octets) { this.octets = octets; }

    static String text(byte[] octets) { return new Iso2022(octets).read(); }

    private String read() {
        while (at < octets.length) {
            int c = octets[at] & 0xFF;
            if (c == 0x1B && escape()) continue;
            if (c == 0x0E || c == 0x0F) {
                shifted = c == 0x0E;
                at++;
            } else if (c == '\n' || c == '\r') {
                set = Set.ASCII;                                           // RFC 1468: a line begins in ASCII; some mailers forget to say so at its end
                shifted = false;
                plain(c);
            } else if (c >= 0xA1 && c <= 0xDF) kana(c);
            else if (c < 0x21 || c > 0x7E) plain(c);
            else if (shifted || set == Set.KANA) kana(c | 0x80);
            else if (set.wide()) pair(c);
            else plain(c);
        }
        return text.toString();
    }

    private void plain(int c) {
        text.append(c < 0x80 ? (char) c : '\uFFFD');
        at++;
    }

    private void kana(int c) {
        text.append(c <= 0xDF ? (char) (0xFF61 + c - 0xA1) : '\uFFFD');
        at++;
    }

    private void pair(int row) {
        int cell = at + 1 < octets.length ? octets[at + 1] & 0xFF : 0;
        at += cell < 0x21 || cell > 0x7E ? 1 : 2;
        text.append(cell < 0x21 || cell > 0x7E ? "\uFFFD" : switch (set) {
            case JIS_0212 -> string(EUC, 0x8F, row | 0x80, cell | 0x80);
            case GB_2312 -> string(CHINESE, row | 0x80, cell | 0x80);
            case KSC_5601 -> string(KOREAN, row | 0x80, cell | 0x80);
            case PLANE_1 -> shiftJis(JIS_2004, row, cell);
            case PLANE_2 -> plane2(row, cell);
            default -> shiftJis(WINDOWS, row, cell);
        });
    }

    /// JIS X 0208 appendix 1: two rows to one first octet.
    private static String shiftJis(Charset charset, int row, int cell) {
        int first = (row - 0x21 >> 1) + 0x81;
        return string(charset, first > 0x9F ? first + 0x40 : first, second(row, cell));
    }

    private static int second(int row, int cell) { return (row & 1) == 0 ? cell + 0x7E : cell + (cell < 0x60 ? 0x1F : 0x20); }

    /// JIS X 0213 appendix 1: rows 1, 3 to 5, 8, 12 to 15, and from 78 on.
    private static String plane2(int row, int cell) {
        int number = row - 0x20;
        int first = switch (number) {
            case 1, 8 -> 0xF0;
            case 3, 4 -> 0xF1;
            case 5, 12 -> 0xF2;
            case 13, 14 -> 0xF3;
            case 15 -> 0xF4;
            default -> number < 78 ? 0 : (number + 411 >> 1);
        };
        return first == 0 ? "\uFFFD" : string(JIS_2004, first, second(row, cell));
    }

    private static String string(Charset charset, int... octets) {
        var bytes = new byte[octets.length];
        for (int i = 0; i < octets.length; i++) bytes[i] = (byte) octets[i];
        return new String(bytes, charset);
    }

    /// Takes an escape sequence (ISO 2022), or says that none stands here.
    private boolean escape() {
        if (sequence("(B") || sequence("(J") || sequence("(H")) return choose(Set.ASCII, 3);
        if (sequence("(I")) return choose(Set.KANA, 3);
        if (sequence("$B") || sequence("$@")) return choose(Set.JIS_0208, 3);
        if (sequence("$A")) return choose(Set.GB_2312, 3);
        if (sequence("$(D")) return choose(Set.JIS_0212, 4);
        if (sequence("$(C")) return choose(Set.KSC_5601, 4);
        if (sequence("$(O") || sequence("$(Q")) return choose(Set.PLANE_1, 4);
        if (sequence("$(P")) return choose(Set.PLANE_2, 4);
        if (sequence("$(B") || sequence("$(@")) return choose(Set.JIS_0208, 4);
        if (sequence("$(A")) return choose(Set.GB_2312, 4);
        if (sequence("&@")) return choose(set, 3);                         // announces JIS X 0208-1990
        if (sequence(".A") || sequence(".F")) {
            second = octets[at + 2] == 'A' ? StandardCharsets.ISO_8859_1 : Charset.forName("ISO-8859-7");
            return choose(set, 3);
        }
        if (sequence("N") && at + 2 < octets.length) {                     // one character of the second set
            text.append(string(second, octets[at + 2] | 0x80));
            return choose(set, 3);
        }
        return false;
    }

    private boolean choose(Set chosen, int length) {
        set = chosen;
        at += length;
        return true;
    }

    private boolean sequence(String behind) {
        if (at + behind.length() >= octets.length) return false;
        for (int i = 0; i < behind.length(); i++) if (octets[at + 1 + i] != behind.charAt(i)) return false;
        return true;
    }
}
