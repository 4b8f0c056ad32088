package org.posthouse.gateway;

import java.net.InetAddress;
import java.util.Optional;
import java.util.Set;
import org.posthouse.mime.Address;
import org.posthouse.routing.Route;
import org.posthouse.security.AccessList;

/// A relay domain as it is looked up.
///
/// @param known    keys of the addresses that exist; whatever is in there, postmaster exists (RFC 5321 §4.5.1)
/// @param callers  networks; empty: nobody calls by address alone
/// @param accounts ids of accounts that may call
public record RelayDomain(long id, String name, String target, Route.Tls tls, Route.Timing timing, RelayPlan.Asking asking, Set<String> known, AccessList callers, Set<Long> accounts) {
    private static final String BELOW = "*.";

    /// In the list, perhaps without what stands behind a plus.
    boolean knows(Address address) {
        if (address.local().equalsIgnoreCase("postmaster") || known.contains(address.key())) return true;
        int plus = address.local().indexOf('+');
        return plus > 0 && known.contains(new Address(address.local().substring(0, plus), address.domain()).key());
    }

    boolean mayCall(InetAddress client, Optional<Long> account) { return !callers.isEmpty() && callers.admits(client, _ -> Set.of()) || account.filter(accounts::contains).isPresent(); }

    boolean isPattern() { return name.startsWith(BELOW); }

    /// Nearest first: the name itself, then the patterns above it.
    static Iterable<String> patterns(String domain) {
        var names = new java.util.ArrayList<String>();
        names.add(domain);
        for (int dot = domain.indexOf('.'); dot >= 0; dot = domain.indexOf('.', dot + 1)) names.add("*" + domain.substring(dot));
        return names;
    }
}
