package org.posthouse.mime;

import java.net.Inet6Address;
import java.nio.charset.StandardCharsets;
import java.text.Normalizer;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/// What follows the `@`: host names in either form of IDNA, and address literals (RFC 5321 §4.1.2, §4.1.3).
public final class Domains {
    private static final int MOST_OCTETS = 255;                 // RFC 5321 §4.5.3.1.2
    private static final int MOST_LABEL = 63;                   // RFC 1035 §2.3.4
    private static final int MOST_UNICODE_LABEL = 252;          // in UTF-16 units, so that encoding stays cheap
    private static final String OCTET = "(25[0-5]|2[0-4]\\d|1?\\d?\\d)";
    private static final Pattern IPV4 = Pattern.compile(OCTET + "(\\." + OCTET + "){3}");
    private static final Pattern IPV6 = Pattern.compile("[0-9a-fA-F:.]{2,45}");

    private Domains() { }

    /// The name under which a domain is found, whichever way it was typed: A-labels in lower case (RFC 5891 §4). A literal, and what is no
    /// valid name, comes back as it was in lower case: it then equals no name that is in use.
    public static String key(String domain) {
        return literal(domain) ? domain.toLowerCase(Locale.ROOT) : ascii(domain).orElseGet(() -> domain.toLowerCase(Locale.ROOT));
    }

    /// The name in A-labels and lower case, without a dot at its end; empty when it is no host name.
    public static Optional<String> ascii(String domain) {
        if (domain.isEmpty() || domain.length() > MOST_OCTETS) return Optional.empty();
        var name = domain.replace('\u3002', '.').replace('\uff0e', '.').replace('\uff61', '.');     // UTS #46 §4: the other full stops
        var labels = name.split("\\.", -1);
        for (int i = 0; i < labels.length; i++) {
            var label = asciiLabel(labels[i]);
            if (label.isEmpty()) return Optional.empty();
            labels[i] = label.get();
        }
        var whole = String.join(".", labels);
        return whole.length() <= MOST_OCTETS ? Optional.of(whole) : Optional.empty();
    }

    /// May stand after the `@` of an envelope address.
    public static boolean valid(String domain) { return isLiteral(domain) || isHostName(domain); }

    /// A host name in A-labels or U-labels, of at most 255 octets in A-labels. An underscore is let through for the sake of senders whose DNS
    /// really has one (RFC 5321 §4.1.2 does not know it).
    public static boolean isHostName(String domain) {
        return domain.getBytes(StandardCharsets.UTF_8).length <= MOST_OCTETS && ascii(domain).isPresent();
    }

    /// `[192.0.2.1]` or `[IPv6:2001:db8::1]` (RFC 5321 §4.1.3). No other kind of literal is registered.
    public static boolean isLiteral(String domain) {
        if (!literal(domain) || !domain.endsWith("]")) return false;
        var inside = domain.substring(1, domain.length() - 1);
        if (inside.regionMatches(true, 0, "IPv6:", 0, 5)) return isIpv6(inside.substring(5));
        return IPV4.matcher(inside).matches();
    }

    private static boolean isIpv6(String text) {
        if (!IPV6.matcher(text).matches() || text.indexOf(':') < 0) return false;
        try {
            Inet6Address.ofLiteral(text);
            return true;
        } catch (IllegalArgumentException noAddress) {
            return false;
        }
    }

    private static boolean literal(String domain) { return domain.startsWith("["); }

    private static Optional<String> asciiLabel(String label) {
        var encoded = plain(label) ? Optional.of(label.toLowerCase(Locale.ROOT))
                : unicodeLabel(label).map(l -> plain(l) ? l : "xn--" + Punycode.encode(l));       // full-width letters become plain ones
        return encoded.filter(Domains::wellFormed);
    }

    /// As UTS #46 §4 prepares a label: mapped to lower case and composed, then nothing but letters, digits, marks and joiners.
    private static Optional<String> unicodeLabel(String label) {
        if (label.length() > MOST_UNICODE_LABEL) return Optional.empty();
        var mapped = Normalizer.normalize(Normalizer.normalize(label, Normalizer.Form.NFKC).toLowerCase(Locale.ROOT), Normalizer.Form.NFKC);
        boolean begins = !mapped.isEmpty() && !mark(mapped.codePointAt(0));
        return begins && mapped.codePoints().allMatch(Domains::permitted) ? Optional.of(mapped) : Optional.empty();
    }

    private static boolean plain(String label) { return label.chars().allMatch(c -> c < 128); }

    private static boolean permitted(int point) {
        return point == '-' || point == 0x200c || point == 0x200d || point == 0xb7 || point == 0x30fb      // RFC 5892 §2.6, appendix A
                || Character.isLetterOrDigit(point) || mark(point);
    }

    private static boolean mark(int point) {
        int type = Character.getType(point);
        return type == Character.NON_SPACING_MARK || type == Character.COMBINING_SPACING_MARK;
    }

    private static boolean wellFormed(String label) {
        if (label.isEmpty() || label.length() > MOST_LABEL || label.startsWith("-") || label.endsWith("-")) return false;
        return label.chars().allMatch(c -> c >= 'a' && c <= 'z' || c >= '0' && c <= '9' || c == '-' || c == '_');
    }
}
