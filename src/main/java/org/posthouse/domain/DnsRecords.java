package org.posthouse.domain;

import java.net.InetAddress;
import java.util.ArrayList;
import java.util.List;

/// What the owner of a domain publishes in the DNS so that mail comes here and is believed elsewhere.
public final class DnsRecords {
    private static final int TTL = 3600;

    /// @param name  absolute, without the last dot
    /// @param value as a zone file has it
    /// @param why   what it is for: `mx`, `address`, `own`, `spf`, `host-spf`, `pointer`
    /// @param known false when the value is a gap to fill in
    public record Line(String name, String type, String value, String why, boolean known) {
        /// As a line of a zone file (RFC 1035 §5.1).
        public String zone() { return name + ". " + TTL + " IN " + type + ' ' + value; }
    }

    private DnsRecords() { }

    /// @param hostname of this server
    public static List<Line> of(Domain domain, String hostname) {
        var own = domain.localAddresses().stream().map(InetAddress::ofLiteral).filter(a -> !a.isLoopbackAddress()).toList();
        return of(domain.name(), domain.aliases(), hostname, LocalAddresses.reachable().stream().filter(a -> !own.contains(a)).toList(), own);
    }

    /// @param addresses of this server as others reach it; none when it cannot tell
    /// @param own       addresses that belong to the domain alone
    static List<Line> of(String name, List<String> aliases, String hostname, List<InetAddress> addresses, List<InetAddress> own) {
        var lines = new ArrayList<Line>();
        lines.add(mx(name, hostname));
        aliases.forEach(alias -> lines.add(mx(alias, hostname)));
        for (var address : addresses) lines.add(new Line(hostname, type(address), address.getHostAddress(), "address", true));
        for (var address : own) lines.add(new Line("mail." + name, type(address), address.getHostAddress(), "own", true));
        if (addresses.isEmpty()) lines.add(new Line(hostname, "A", "192.0.2.1", "address", false));
        lines.add(new Line(name, "TXT", "\"v=spf1 mx -all\"", "spf", true));
        aliases.stream().filter(alias -> !alias.equals(hostname)).forEach(alias -> lines.add(new Line(alias, "TXT", "\"v=spf1 mx -all\"", "spf", true)));
        if (!hostname.equals(name)) lines.add(new Line(hostname, "TXT", "\"v=spf1 a -all\"", "host-spf", true));      // RFC 7208 §2.3: the name in HELO is checked too
        for (var address : addresses) lines.add(new Line(pointer(address), "PTR", hostname + '.', "pointer", true));
        for (var address : own) lines.add(new Line(pointer(address), "PTR", "mail." + name + '.', "pointer", true));
        return lines;
    }

    private static Line mx(String name, String hostname) { return new Line(name, "MX", "10 " + hostname + '.', "mx", true); }

    private static String type(InetAddress address) { return address.getAddress().length == 4 ? "A" : "AAAA"; }

    /// RFC 1035 §3.5, RFC 3596 §2.5.
    static String pointer(InetAddress address) {
        var octets = address.getAddress();
        var name = new StringBuilder();
        for (int i = octets.length - 1; i >= 0; i--) {
            if (octets.length == 4) name.append(octets[i] & 0xFF).append('.');
            else name.append(Character.forDigit(octets[i] & 15, 16)).append('.').append(Character.forDigit(octets[i] >> 4 & 15, 16)).append('.');
        }
        return name.append(octets.length == 4 ? "in-addr.arpa" : "ip6.arpa").toString();
    }
}
