package org.posthouse.security;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Arrays;
import java.util.Locale;
import java.util.Set;

/// Which names a client's address may claim.
@FunctionalInterface public interface HostNames {
    /// Names in lower case whose own look-up gives `client` back; anybody can write a PTR record, not everybody its counterpart (RFC 8499 §2, FCrDNS).
    Set<String> confirmed(InetAddress client);

    /// By the system's resolver; blocks for as long as that takes.
    static HostNames system() {
        return client -> {
            try {
                // Reverse look-ups by getCanonicalHostName are confirmed by the JDK as well; a name it could not confirm comes back as the address.
                var name = InetAddress.getByAddress(client.getAddress()).getCanonicalHostName().toLowerCase(Locale.ROOT);
                boolean same = Arrays.asList(InetAddress.getAllByName(name)).contains(client);
                return same && !name.equals(client.getHostAddress()) ? Set.of(name) : Set.of();
            } catch (UnknownHostException e) {
                return Set.of();
            }
        };
    }
}
