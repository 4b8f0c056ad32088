package org.posthouse.routing;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.NetworkInterface;
import java.net.SocketException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.posthouse.mime.Domains;
import org.posthouse.setting.HostName;

/// Where this house itself takes mail from other servers, so that it never sends any to itself.
@ApplicationScoped public class OwnPlaces {
    private static final Duration LOOK = Duration.ofMinutes(1);

    @Inject HostName hostName;
    @Inject Clock clock;

    private record Listening(List<InetAddress> addresses, int port) { }

    private record Families(boolean six, Instant until) { }

    private volatile Listening listening = new Listening(List.of(), 0);
    private volatile Families families = new Families(false, Instant.MIN);

    /// The listener for mail from other servers has moved; without addresses it is closed.
    public void listens(List<InetAddress> addresses, int port) { listening = new Listening(List.copyOf(addresses), port); }

    boolean isNamed(String host) { return Domains.key(host).equals(Domains.key(hostName.now())) || Domains.key(host).equals(Domains.key(hostName.given())); }

    /// Who connects there speaks to this house.
    boolean are(InetAddress address, int port) {
        var now = listening;
        return port == now.port && now.addresses.stream().anyMatch(own -> own.equals(address) || own.isAnyLocalAddress() && (address.isLoopbackAddress() || ours(address)));
    }

    private static boolean ours(InetAddress address) {
        try {
            return NetworkInterface.getByInetAddress(address) != null;
        } catch (SocketException unknown) {
            return false;
        }
    }

    /// This machine has an address of its own in the IPv6 internet; where it has none, IPv4 is tried first (RFC 6724 §6 rule 1: avoid unusable destinations).
    boolean reachIpv6() {
        var known = families;
        if (clock.instant().isBefore(known.until)) return known.six;
        families = new Families(global(), clock.instant().plus(LOOK));
        return families.six;
    }

    private static boolean global() {
        try {
            return NetworkInterface.networkInterfaces().flatMap(NetworkInterface::inetAddresses)
                    .anyMatch(address -> address instanceof Inet6Address && !address.isLoopbackAddress() && !address.isLinkLocalAddress() && !address.isSiteLocalAddress());
        } catch (SocketException unknown) {
            return false;
        }
    }
}
