package org.posthouse.routing;

import java.net.InetAddress;
import java.util.Optional;
import java.util.regex.Pattern;
import org.posthouse.domain.DomainKey;

/// The right side of an entry of the routing table, as people write it: `*`, `host`, `host:port`, `[host]`, `[10.1.1.1]`, `[IPv6:2001:db8::1]`, each of those in brackets with a port behind it.
///
/// @param port 0 for the usual one
public record Target(Where where, int port) {
    /// Where a target leads.
    public sealed interface Where {
        /// The domain's own servers.
        record Own() implements Where { }

        /// A host; alone when it stood in brackets, else the servers that its MX names when it has some.
        record Host(String name, boolean alone) implements Where { }

        record Literal(InetAddress address) implements Where { }
    }

    public static final Target OWN = new Target(new Where.Own(), 0);
    private static final Pattern BRACKETS = Pattern.compile("\\[([^\\[\\]]{1,255})](?::(\\d{1,5}))?");
    private static final Pattern BARE = Pattern.compile("([^:\\[\\]\\s]{1,255})(?::(\\d{1,5}))?");
    private static final String IPV6 = "IPv6:";                          // RFC 5321 §4.1.3
    private static final Pattern IPV4 = Pattern.compile("\\d{1,3}(\\.\\d{1,3}){3}");

    /// Empty for what is none of these.
    public static Optional<Target> read(String text) {
        var typed = text.strip();
        if (typed.equals("*")) return Optional.of(OWN);
        var brackets = BRACKETS.matcher(typed);
        if (brackets.matches()) return port(brackets.group(2)).flatMap(port -> inside(brackets.group(1)).map(where -> new Target(where, port)));
        var bare = BARE.matcher(typed);
        if (!bare.matches()) return Optional.empty();
        return port(bare.group(2)).flatMap(port -> DomainKey.of(bare.group(1)).map(name -> new Target(new Where.Host(name.name(), false), port)));
    }

    private static Optional<Where> inside(String text) {
        return address(text).<Where>map(Where.Literal::new).or(() -> DomainKey.of(text).map(name -> new Where.Host(name.name(), true)));
    }

    /// What stands between the brackets of a literal; also IPv6 without its tag, which cannot be mistaken.
    public static Optional<InetAddress> address(String text) {
        boolean tagged = text.regionMatches(true, 0, IPV6, 0, IPV6.length());
        var digits = tagged ? text.substring(IPV6.length()) : text;
        if (tagged || digits.indexOf(':') >= 0 ? digits.indexOf('%') >= 0 || digits.indexOf(':') < 0 : !IPV4.matcher(digits).matches()) return Optional.empty();
        try {
            return Optional.of(InetAddress.ofLiteral(digits)).filter(found -> !found.isAnyLocalAddress() && !found.isMulticastAddress());
        } catch (IllegalArgumentException none) {
            return Optional.empty();
        }
    }

    /// An address between brackets.
    static String literal(InetAddress address) { return "[" + (address.getAddress().length == 16 ? IPV6 : "") + address.getHostAddress() + "]"; }

    private static Optional<Integer> port(String digits) {
        if (digits == null) return Optional.of(0);
        int port = Integer.parseInt(digits);
        return port >= 1 && port <= 65_535 ? Optional.of(port) : Optional.empty();
    }

    /// The one spelling, which [#read] reads.
    @Override public String toString() {
        var place = switch (where) {
            case Where.Own _ -> "*";
            case Where.Host(var name, var alone) -> alone ? "[" + name + "]" : name;
            case Where.Literal(var address) -> literal(address);
        };
        return place + (port == 0 ? "" : ":" + port);
    }
}
