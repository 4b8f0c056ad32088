package org.posthouse.security;

import java.net.InetAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/// From where an account may be used: networks and domains. Empty lets everybody in.
///
/// Read are CIDR, single addresses, the old notation of Post.Office in which octets that end an address in zeros are wildcards (`199.17.234.0`
/// is kept as `199.17.234.0/24`), and name suffixes (`software.com`). A zero before another octet (`10.0.0.1`) is a plain zero: the old reading, `10.*.*.1`,
/// would let in more than anyone means today. Loopback gets no exemption.
public final class AccessList {
    /// One line of the list, with its canonical text.
    public sealed interface Entry {
        String text();

        /// @param bits leading bits that count
        record Network(InetAddress address, int bits) implements Entry {
            @Override public String text() { return address.getHostAddress() + "/" + bits; }

            public boolean holds(InetAddress client) {
                var mine = address.getAddress();
                var theirs = client.getAddress();
                if (mine.length != theirs.length) return false;
                for (int bit = 0; bit < bits; bit++) {
                    int mask = 0x80 >> bit % 8;
                    if ((mine[bit / 8] & mask) != (theirs[bit / 8] & mask)) return false;
                }
                return true;
            }
        }

        /// The name itself and everything below it.
        record Suffix(String text) implements Entry {
            boolean holds(String name) { return name.equals(text) || name.endsWith("." + text); }
        }
    }

    public static final AccessList EVERYBODY = new AccessList(List.of());

    private static final Pattern QUAD = Pattern.compile("(25[0-5]|2[0-4]\\d|1?\\d?\\d)(\\.(25[0-5]|2[0-4]\\d|1?\\d?\\d)){3}");
    private static final Pattern SIX = Pattern.compile("[0-9A-Fa-f:.]*:[0-9A-Fa-f:.]*");
    private static final Pattern NAME = Pattern.compile("\\.?([a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?\\.)*[a-z]([a-z0-9-]{0,61}[a-z0-9])?");
    private static final Pattern BITS = Pattern.compile("\\d{1,3}");

    private final List<Entry> entries;

    private AccessList(List<Entry> entries) { this.entries = List.copyOf(entries); }

    /// Lines that were read before by [#entry]; an unreadable one lets nobody in rather than everybody.
    public static AccessList of(List<String> lines) {
        var entries = new ArrayList<Entry>();
        for (var line : lines) entries.add(entry(line).orElse(new Entry.Suffix("invalid")));     // RFC 6761 §6.4: no host has it
        return new AccessList(entries);
    }

    /// One line in any notation; empty when it is none.
    public static Optional<Entry> entry(String line) {
        var text = line.strip().toLowerCase(Locale.ROOT);
        if (text.length() > 253) return Optional.empty();
        int slash = text.indexOf('/');
        var address = slash < 0 ? text : text.substring(0, slash);
        if (!QUAD.matcher(address).matches() && !SIX.matcher(address).matches())
            return slash < 0 && NAME.matcher(text).matches() ? Optional.of(new Entry.Suffix(text.startsWith(".") ? text.substring(1) : text)) : Optional.empty();
        try {
            var literal = InetAddress.ofLiteral(address);
            if (slash >= 0) return network(literal, text.substring(slash + 1));
            return network(literal, Integer.toString(literal.getAddress().length == 4 ? oldBits(literal.getAddress()) : 128));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    public boolean isEmpty() { return entries.isEmpty(); }

    /// @param names asked only when no network matches and the list has names
    public boolean admits(InetAddress client, HostNames names) {
        if (entries.isEmpty() || entries.stream().anyMatch(e -> e instanceof Entry.Network n && n.holds(client))) return true;
        var suffixes = entries.stream().filter(Entry.Suffix.class::isInstance).map(Entry.Suffix.class::cast).toList();
        return !suffixes.isEmpty() && names.confirmed(client).stream().anyMatch(name -> suffixes.stream().anyMatch(s -> s.holds(name)));
    }

    private static Optional<Entry> network(InetAddress literal, String bits) {
        if (!BITS.matcher(bits).matches()) return Optional.empty();
        var octets = literal.getAddress();
        int count = Integer.parseInt(bits);
        if (count > octets.length * 8) return Optional.empty();
        for (int bit = count; bit < octets.length * 8; bit++) octets[bit / 8] &= (byte) ~(0x80 >> bit % 8);
        try {
            return Optional.of(new Entry.Network(InetAddress.getByAddress(octets), count));
        } catch (java.net.UnknownHostException e) {
            throw new IllegalStateException(e);                          // four or sixteen octets always make an address
        }
    }

    /// Zeros at the end are wildcards.
    private static int oldBits(byte[] octets) {
        int bits = 32;
        while (bits > 0 && octets[bits / 8 - 1] == 0) bits -= 8;
        return bits;
    }
}
