package org.posthouse.mime;

/// Turns a label of any script into letters, digits and hyphens (RFC 3492 §6.3). The JDK's own encoder sits behind the mappings of IDNA 2003, which take
/// `straße` for `strasse`; mail is routed by IDNA 2008, where the two are different domains (RFC 5894 §7.2).
final class Punycode {
    private static final int BASE = 36;
    private static final int T_MIN = 1;
    private static final int T_MAX = 26;
    private static final int SKEW = 38;
    private static final int DAMP = 700;

    private Punycode() { }

    /// @param label not all ASCII; at most a few hundred characters
    static String encode(String label) {
        int[] points = label.codePoints().toArray();
        var encoded = new StringBuilder();
        for (int point : points) if (point < 128) encoded.append((char) point);
        int basic = encoded.length();
        if (basic > 0) encoded.append('-');
        int handled = basic;
        int bias = 72;
        int from = 128;
        int delta = 0;
        while (handled < points.length) {
            int next = Integer.MAX_VALUE;
            for (int point : points) if (point >= from) next = Math.min(next, point);
            delta += (next - from) * (handled + 1);
            for (int point : points) {
                if (point < next) delta++;
                if (point != next) continue;
                number(delta, bias, encoded);
                bias = adapt(delta, handled + 1, handled == basic);
                delta = 0;
                handled++;
            }
            delta++;
            from = next + 1;
        }
        return encoded.toString();
    }

    private static void number(int delta, int bias, StringBuilder out) {
        int rest = delta;
        for (int k = BASE; ; k += BASE) {
            int threshold = Math.clamp(k - bias, T_MIN, T_MAX);
            if (rest < threshold) break;
            out.append(digit(threshold + (rest - threshold) % (BASE - threshold)));
            rest = (rest - threshold) / (BASE - threshold);
        }
        out.append(digit(rest));
    }

    private static char digit(int value) { return (char) (value < 26 ? 'a' + value : '0' + value - 26); }

    private static int adapt(int delta, int points, boolean first) {
        int rest = first ? delta / DAMP : delta / 2;
        rest += rest / points;
        int k = 0;
        for (; rest > (BASE - T_MIN) * T_MAX / 2; k += BASE) rest /= BASE - T_MIN;
        return k + (BASE - T_MIN + 1) * rest / (rest + SKEW);
    }
}
