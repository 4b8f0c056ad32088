package org.posthouse.domain;

import java.net.InetAddress;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.posthouse.mime.Address;

/// All local domains at one moment, for lookups without the database.
///
/// @param stamp     of [Changes] when it was read
/// @param all       first domain first
/// @param byName    every name and alias in A-labels
/// @param byAddress IP addresses of this server that belong to a domain
public record LocalDomains(long stamp, List<LocalDomain> all, Map<String, LocalDomain> byName, Map<InetAddress, LocalDomain> byAddress, LoginNames names) {

    /// @param key as [org.posthouse.mime.Address#domainKey()] makes it
    public Optional<LocalDomain> find(String key) { return Optional.ofNullable(byName.get(key)); }

    public Optional<LocalDomain> find(long id) { return all.stream().filter(d -> d.id() == id).findFirst(); }

    /// In which a sign-in name without a domain is looked for.
    public Optional<LocalDomain> first() { return all.stream().findFirst(); }

    /// A sign-in name with its `@`, when another separator stands there and a domain of this house behind it.
    public String separated(String login) {
        if (login.indexOf('@') >= 0) return login;
        for (int i = login.length() - 1; i > 0; i--)
            if (names.separators().indexOf(login.charAt(i)) >= 0 && find(new Address("x", login.substring(i + 1)).domainKey()).isPresent())
                return login.substring(0, i) + '@' + login.substring(i + 1);
        return login;
    }

    /// A sign-in name typed by somebody who came to this address of the server: without a domain it is one of the address's domain, if that has one.
    public String separated(InetAddress here, String login) {
        var whole = separated(login.strip());
        return whole.isEmpty() || whole.indexOf('@') >= 0 ? whole : Optional.ofNullable(byAddress.get(here)).map(d -> whole + '@' + d.name()).orElse(whole);
    }
}
