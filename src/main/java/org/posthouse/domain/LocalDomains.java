package org.posthouse.domain;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/// All local domains at one moment, for lookups without the database.
///
/// @param stamp  of [Changes] when it was read
/// @param all    first domain first
/// @param byName every name and alias in A-labels
public record LocalDomains(long stamp, List<LocalDomain> all, Map<String, LocalDomain> byName) {

    /// @param key as [org.posthouse.mime.Address#domainKey()] makes it
    public Optional<LocalDomain> find(String key) { return Optional.ofNullable(byName.get(key)); }

    /// In which a sign-in name without a domain is looked for.
    public Optional<LocalDomain> first() { return all.stream().findFirst(); }
}
