package org.posthouse.policy;

import java.net.InetAddress;
import java.util.List;
import java.util.Optional;
import org.posthouse.connector.api.Sender;
import org.posthouse.mime.Address;
import org.posthouse.security.AccessList;
import org.posthouse.security.AccessList.Entry.Network;

/// Networks that may send to other servers without signing in.
public final class Relaying {
    private record Compiled(Network network, String sender, RelayLine line) { }

    private final List<Compiled> lines;

    Relaying(List<RelayLine> lines) {
        this.lines = lines.stream().flatMap(line -> AccessList.entry(line.network()).filter(Network.class::isInstance).map(entry -> new Compiled((Network) entry, line.sender(), line)).stream()).toList();
    }

    /// The line that lets this client send for this sender.
    public Optional<RelayLine> permits(InetAddress client, Sender sender) {
        if (lines.isEmpty()) return Optional.empty();
        var domain = sender.path().address().map(Address::domainKey).orElse("");
        return lines.stream().filter(line -> line.network.holds(client) && (line.sender.isEmpty() || within(domain, line.sender))).map(Compiled::line).findFirst();
    }

    /// A domain itself, or below it.
    static boolean within(String domain, String upper) { return domain.equals(upper) || domain.endsWith("." + upper); }
}
