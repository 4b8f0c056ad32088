package org.posthouse.dns;

import java.net.InetAddress;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.posthouse.mime.Domains;

/// Knows what a test tells it, a record a line: `example.org MX 10 mx.example.org`, `mx.example.org A 192.0.2.1`, `mx.example.org AAAA 2001:db8::1`, `example.org TXT v=spf1 -all`,
/// `192.0.2.1 PTR mx.example.org`, `example.org FAILS` (trouble with all), `example.org MX FAILS`. `MX 0 .` is a null MX. A name with records of any kind exists.
public final class FakeDns extends Dns {
    private final Map<String, List<String>> records = new HashMap<>();
    private final Set<String> names = new HashSet<>();
    /// Questions so far, `MX example.org`.
    public final List<String> asked = new ArrayList<>();

    public FakeDns(String zone) { zone.lines().map(String::strip).filter(line -> !line.isEmpty()).forEach(this::add); }

    public FakeDns add(String line) {
        var words = line.split("\\s+", 3);
        var name = key(words[0]);
        names.add(name);
        records.computeIfAbsent(words[1] + " " + name, _ -> new ArrayList<>()).add(words.length > 2 ? words[2] : "");
        return this;
    }

    private Answer<String> ask(String type, String name) {
        asked.add(type + " " + key(name));
        if (records.containsKey("FAILS " + key(name))) return new Answer.Trouble<>("name server 192.0.2.53 answers SERVFAIL");
        var found = records.get(type + " " + key(name));
        if (found == null) return new Answer.None<>(names.contains(key(name)));
        return found.contains("FAILS") ? new Answer.Trouble<>("name server 192.0.2.53 answers SERVFAIL") : new Answer.Found<>(found);
    }

    private static String key(String name) { return Domains.key(name.endsWith(".") ? name.substring(0, name.length() - 1) : name); }

    @Override public Answer<Mx> mx(String domain) {
        return ask("MX", domain).map(text -> new Mx(Integer.parseInt(text.split("\\s+")[0]), text.split("\\s+")[1].equals(".") ? "" : key(text.split("\\s+")[1])));
    }

    @Override public Answer<InetAddress> ipv4(String host) { return ask("A", host).map(InetAddress::ofLiteral); }

    @Override public Answer<InetAddress> ipv6(String host) { return ask("AAAA", host).map(InetAddress::ofLiteral); }

    @Override public Answer<String> txt(String name) { return ask("TXT", name); }

    @Override public Answer<String> ptr(InetAddress address) { return ask("PTR", address.getHostAddress()); }

    @Override public List<String> asked() { return List.of("192.0.2.53:53"); }
}
