package org.posthouse.policy;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.posthouse.domain.DomainKey;
import org.posthouse.domain.Rejected;
import org.posthouse.domain.Rejected.Fault;
import org.posthouse.mime.Address;
import org.posthouse.policy.BlockLine.What;
import org.posthouse.security.AccessList;
import org.posthouse.security.AccessList.Entry.Network;

/// Lines of the lists in the notation that they are kept in.
final class CheckedLists {
    private CheckedLists() { }

    /// @throws Rejected INVALID `networks`
    static List<RelayLine> relay(List<RelayLine> typed) {
        var faults = new ArrayList<Fault>();
        var lines = typed.stream().map(line -> {
            var network = network("networks", line.network(), faults);
            // a whole family of addresses is everybody, and an open relay is found within the hour
            if (network.filter(known -> known.bits() < 8).isPresent()) faults.add(new Fault("networks", "{0} would let everybody send through this server", network.get().text()));
            var sender = line.sender().isBlank() ? Optional.of("") : DomainKey.of(line.sender().strip().replaceFirst("^@", "")).map(DomainKey::name);
            if (sender.isEmpty()) faults.add(new Fault("networks", "{0} is no domain", line.sender().strip()));
            return new RelayLine(network.map(Network::text).orElse(""), sender.orElse(""));
        }).distinct().toList();
        return good(lines, faults);
    }

    /// @throws Rejected INVALID `lines`
    static List<BlockLine> blocks(List<BlockLine> typed) {
        var faults = new ArrayList<Fault>();
        var lines = typed.stream().map(line -> new BlockLine(line.verdict(), line.what(), pattern(line.what(), line.pattern().strip(), faults))).distinct().toList();
        return good(lines, faults);
    }

    private static String pattern(What what, String typed, List<Fault> faults) {
        return switch (what) {
            case CLIENT -> network("lines", typed, faults).map(Network::text).orElse(typed);
            case DOMAIN -> {
                var key = DomainKey.of(typed.replaceFirst("^@", "").replaceFirst("^\\*\\.", ""));
                if (key.isEmpty()) faults.add(new Fault("lines", "{0} is no domain", typed));
                yield key.map(DomainKey::name).orElse(typed);
            }
            case SENDER, RECIPIENT -> {
                boolean pattern = typed.indexOf('*') >= 0 || typed.indexOf('?') >= 0;
                var key = pattern ? Optional.of(typed.toLowerCase(java.util.Locale.ROOT)) : RuleBook.address(typed).map(Address::key);
                if (key.isEmpty() || typed.length() > 320) faults.add(new Fault("lines", "{0} is not an address", typed));
                yield key.orElse(typed);
            }
        };
    }

    /// @throws Rejected INVALID `rights`
    static List<SendingRight> rights(List<SendingRight> typed) {
        var faults = new ArrayList<Fault>();
        var rights = typed.stream().map(right -> {
            var text = right.pattern().strip();
            var pattern = text.startsWith("@") ? DomainKey.of(text.substring(1)).map(domain -> "@" + domain.name()) : RuleBook.address(text).filter(address -> !address.domain().isEmpty()).map(Address::key);
            if (pattern.isEmpty()) faults.add(new Fault("rights", "{0} is neither an address nor an @ with a domain", text));
            return new SendingRight(right.account(), pattern.orElse(text));
        }).distinct().toList();
        return good(rights, faults);
    }

    private static Optional<Network> network(String field, String typed, List<Fault> faults) {
        var network = AccessList.entry(typed).filter(Network.class::isInstance).map(Network.class::cast);
        if (network.isEmpty()) faults.add(new Fault(field, "{0} is no network; write 192.0.2.0/24 or an address", typed.strip()));
        return network;
    }

    private static <T> List<T> good(List<T> lines, List<Fault> faults) {
        if (!faults.isEmpty()) throw new Rejected(Rejected.Kind.INVALID, faults);
        return lines;
    }
}
