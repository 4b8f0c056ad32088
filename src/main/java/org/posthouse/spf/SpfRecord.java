package org.posthouse.spf;

import java.net.InetAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/// A record that keeps the syntax (RFC 7208 §12).
///
/// @param redirect domain-spec of that modifier
/// @param exp      domain-spec of that modifier
record SpfRecord(List<Mechanism> mechanisms, Optional<String> redirect, Optional<String> exp) {
    /// It breaks the syntax.
    static final class Malformed extends Exception {
        private static final long serialVersionUID = 1;

        Malformed(String what) { super(what, null, false, false); }
    }

    /// @param qualifier what the record says of clients that fit
    /// @param text      as it stands there, for people
    record Mechanism(SpfResult qualifier, Kind kind, String text) { }

    sealed interface Kind {
        record All() implements Kind { }

        record Include(String domain) implements Kind { }

        /// @param domain empty for the domain that is checked, as in the two after it
        record A(String domain, int bits4, int bits6) implements Kind { }

        record Mx(String domain, int bits4, int bits6) implements Kind { }

        record Ptr(String domain) implements Kind { }

        record Network(InetAddress address, int bits) implements Kind { }

        record Exists(String domain) implements Kind { }
    }

    private static final Kind.Network NOBODY = new Kind.Network(InetAddress.ofLiteral("::"), 128);
    private static final String VERSION = "v=spf1";
    private static final int MOST_TERMS = 500;
    private static final Pattern MODIFIER = Pattern.compile("[A-Za-z][A-Za-z0-9._-]*=.*");
    private static final Pattern CIDR = Pattern.compile("(?:/(0|[1-9]\\d{0,2}))?(?://(0|[1-9]\\d{0,2}))?");
    private static final Pattern QUAD = Pattern.compile("(25[0-5]|2[0-4]\\d|1\\d\\d|[1-9]?\\d)(\\.(25[0-5]|2[0-4]\\d|1\\d\\d|[1-9]?\\d)){3}");
    private static final Pattern SIX = Pattern.compile("[0-9A-Fa-f:.]{2,45}");
    private static final Pattern TOP = Pattern.compile("(?=[A-Za-z0-9-]*[A-Za-z-])[A-Za-z0-9](?:[A-Za-z0-9-]{0,61}[A-Za-z0-9])?");
    private static final Pattern MACRO_END = Pattern.compile(".*%(?:[%_-]|\\{[A-Za-z][0-9]{0,3}[Rr]?[-.+,/_=]*})");

    /// One of a domain's TXT records is meant for this (§4.5).
    static boolean isOne(String text) { return text.regionMatches(true, 0, VERSION, 0, VERSION.length()) && (text.length() == VERSION.length() || text.charAt(VERSION.length()) == ' '); }

    static SpfRecord read(String text) throws Malformed {
        var mechanisms = new ArrayList<Mechanism>();
        Optional<String> redirect = Optional.empty();
        Optional<String> exp = Optional.empty();
        var terms = text.substring(VERSION.length()).split(" +");
        if (terms.length > MOST_TERMS) throw new Malformed("too many terms");
        for (var term : terms) {
            if (term.isEmpty()) continue;
            if (!MODIFIER.matcher(term).matches()) {
                mechanisms.add(mechanism(term));
                continue;
            }
            int equals = term.indexOf('=');
            var value = term.substring(equals + 1);
            switch (term.substring(0, equals).toLowerCase(Locale.ROOT)) {
                case "redirect" -> {
                    if (redirect.isPresent()) throw new Malformed("redirect stands there twice");             // §6
                    redirect = Optional.of(domainSpec(value));
                }
                case "exp" -> {
                    if (exp.isPresent()) throw new Malformed("exp stands there twice");
                    exp = Optional.of(domainSpec(value));
                }
                default -> Macros.check(value);                          // §6: an unknown modifier is passed over, its syntax is not
            }
        }
        return new SpfRecord(mechanisms, redirect, exp);
    }

    private static Mechanism mechanism(String term) throws Malformed {
        var qualifier = switch (term.charAt(0)) {
            case '-' -> SpfResult.FAIL;
            case '~' -> SpfResult.SOFTFAIL;
            case '?' -> SpfResult.NEUTRAL;
            default -> SpfResult.PASS;
        };
        var bare = "+-~?".indexOf(term.charAt(0)) >= 0 ? term.substring(1) : term;
        int colon = bare.indexOf(':');
        int slash = bare.indexOf('/');
        int end = colon < 0 ? slash : slash < 0 ? colon : Math.min(colon, slash);
        var name = (end < 0 ? bare : bare.substring(0, end)).toLowerCase(Locale.ROOT);
        var rest = end < 0 ? "" : bare.substring(end);
        return new Mechanism(qualifier, kind(name, rest, term), term);
    }

    private static Kind kind(String name, String rest, String term) throws Malformed {
        return switch (name) {
            case "all" -> {
                if (!rest.isEmpty()) throw new Malformed(term);
                yield new Kind.All();
            }
            case "include" -> new Kind.Include(domainSpec(argument(rest, term)));
            case "exists" -> new Kind.Exists(domainSpec(argument(rest, term)));
            case "ptr" -> new Kind.Ptr(rest.isEmpty() ? "" : domainSpec(argument(rest, term)));
            case "a" -> hosts(rest, term, false);
            case "mx" -> hosts(rest, term, true);
            case "ip4" -> network(argument(rest, term), QUAD, 32, term);
            case "ip6" -> network(argument(rest, term), SIX, 128, term);
            default -> throw new Malformed("unknown mechanism " + term);
        };
    }

    private static String argument(String rest, String term) throws Malformed {
        if (!rest.startsWith(":") || rest.length() == 1) throw new Malformed(term);
        return rest.substring(1);
    }

    /// The slash of a network length, unlike one inside of a macro, stands behind the last brace.
    private static Kind hosts(String rest, String term, boolean mx) throws Malformed {
        int slash = rest.indexOf('/', rest.lastIndexOf('}') + 1);
        var domain = slash < 0 ? rest : rest.substring(0, slash);
        var cidr = CIDR.matcher(slash < 0 ? "" : rest.substring(slash));
        if (!cidr.matches()) throw new Malformed(term);
        int bits4 = bits(cidr.group(1), 32, term);
        int bits6 = bits(cidr.group(2), 128, term);
        var spec = domain.isEmpty() ? "" : domainSpec(argument(domain, term));
        return mx ? new Kind.Mx(spec, bits4, bits6) : new Kind.A(spec, bits4, bits6);
    }

    private static int bits(String digits, int most, String term) throws Malformed {
        int bits = digits == null ? most : Integer.parseInt(digits);
        if (bits > most) throw new Malformed(term);
        return bits;
    }

    private static Kind network(String text, Pattern syntax, int most, String term) throws Malformed {
        int slash = text.indexOf('/');
        var address = slash < 0 ? text : text.substring(0, slash);
        if (!syntax.matcher(address).matches() || slash >= 0 && !text.substring(slash + 1).matches("0|[1-9]\\d{0,2}")) throw new Malformed(term);
        try {
            var literal = InetAddress.ofLiteral(address);
            int bits = bits(slash < 0 ? null : text.substring(slash + 1), most, term);
            return literal.getAddress().length * 8 == most ? new Kind.Network(literal, bits) : NOBODY;                   // ::ffff:192.0.2.1 is an IPv4 address, which ip6 never fits (§5)
        } catch (IllegalArgumentException noAddress) {
            throw new Malformed(term);
        }
    }

    /// §7.1: ends in a top label or in a macro.
    private static String domainSpec(String text) throws Malformed {
        Macros.check(text);
        if (MACRO_END.matcher(text).matches()) return text;
        var name = text.endsWith(".") ? text.substring(0, text.length() - 1) : text;
        int dot = name.lastIndexOf('.');
        if (dot < 0 || !TOP.matcher(name.substring(dot + 1)).matches()) throw new Malformed("not a domain: " + text);
        return text;
    }
}
