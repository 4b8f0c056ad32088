package org.posthouse.routing;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.net.InetAddress;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import org.posthouse.domain.DomainKey;
import org.posthouse.domain.Domains;
import org.posthouse.domain.LocalAddresses;
import org.posthouse.domain.LocalDomain;
import org.posthouse.mime.Address;
import org.posthouse.setting.HostName;

/// Under which names and addresses this server is itself: mail to them is mail to a domain of the house, whether or not anybody listed them.
@ApplicationScoped public class OwnNames {
    private static final long LOOK_MILLIS = 10_000;
    @Inject Domains domains;
    @Inject HostName hostName;
    @Inject Clock clock;

    /// What the machine told of its addresses last.
    private record Machine(long until, List<String> addresses) { }

    private volatile Machine machine = new Machine(Long.MIN_VALUE, List.of());

    /// The domain that the address belongs to; empty for another house's, and while there is no domain.
    Optional<LocalDomain> domain(Address address) {
        var key = address.domainKey();
        var local = domains.local();
        var listed = local.find(key);
        if (listed.isPresent() || key.isEmpty()) return listed;
        if (key.charAt(0) == '[') return literal(key).flatMap(ip -> Optional.ofNullable(local.byAddress().get(ip)).or(() -> isOwn(ip) ? local.first() : Optional.empty()));
        return isOwnName(key) ? local.first() : Optional.empty();
    }

    /// The server's own name, which needs no domain to be local.
    boolean isOwnName(String key) { return DomainKey.of(hostName.now()).filter(own -> own.name().equals(key)).isPresent(); }

    /// An address of this machine.
    public boolean isOwn(InetAddress address) {
        if (address.isLoopbackAddress()) return true;
        long now = clock.millis();
        var known = machine;
        if (now >= known.until) machine = known = new Machine(now + LOOK_MILLIS, LocalAddresses.ofThisMachine());
        return known.addresses.contains(address.getHostAddress());
    }

    private static Optional<InetAddress> literal(String key) { return key.endsWith("]") ? Target.address(key.substring(1, key.length() - 1)) : Optional.empty(); }
}
