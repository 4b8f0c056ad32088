package org.posthouse.domain;

import java.net.InetAddress;
import java.net.NetworkInterface;
import java.net.SocketException;
import java.util.List;

/// The IP addresses that this machine has.
public final class LocalAddresses {
    private LocalAddresses() { }

    /// As [java.net.InetAddress#getHostAddress()] writes them; those that nobody on another machine reaches, or on one cable only, are left out. IPv4 first.
    public static List<String> ofThisMachine() { return all().stream().map(InetAddress::getHostAddress).toList(); }

    /// Those that hosts elsewhere could reach, as far as the machine can tell.
    static List<InetAddress> reachable() { return all().stream().filter(a -> !a.isSiteLocalAddress() && !isUniqueLocal(a)).toList(); }

    private static List<InetAddress> all() {
        try {
            return NetworkInterface.networkInterfaces().flatMap(NetworkInterface::inetAddresses).filter(a -> !a.isLinkLocalAddress() && !a.isLoopbackAddress()).map(LocalAddresses::withoutScope)
                    .distinct().sorted(java.util.Comparator.comparing((InetAddress a) -> a.getAddress().length).thenComparing(InetAddress::getHostAddress)).toList();
        } catch (SocketException unreadable) {
            return List.of();
        }
    }

    private static InetAddress withoutScope(InetAddress address) { return InetAddress.ofLiteral(address.getHostAddress().replaceFirst("%.*", "")); }

    /// fc00::/7 (RFC 4193 §3.1).
    private static boolean isUniqueLocal(InetAddress address) { return address.getAddress().length == 16 && (address.getAddress()[0] & 0xFE) == 0xFC; }
}
