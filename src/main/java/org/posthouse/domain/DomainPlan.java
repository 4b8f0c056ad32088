package org.posthouse.domain;

import java.util.List;
import java.util.Set;

/// What an administrator wants of a domain.
///
/// @param name           in U-labels or A-labels
/// @param aliases        other names for the same accounts
/// @param expiryDays     mail older than this may be thrown away in accounts that say nothing of their own; 0 = never
/// @param catchAll       address, here or elsewhere, that gets mail to unknown addresses of the domain; empty refuses such mail
/// @param redirect       address, here or elsewhere, that gets all mail to a domain without accounts; empty for none
/// @param localAddresses IP addresses of this server that are the domain's own
/// @param hidden         what its people do not see
public record DomainPlan(String name, List<String> aliases, DomainLimits limits, int expiryDays, String catchAll, String redirect, List<String> localAddresses, Set<UserOption> hidden) {
    public DomainPlan {
        aliases = List.copyOf(aliases);
        localAddresses = List.copyOf(localAddresses);
        hidden = Set.copyOf(hidden);
    }

    /// A plain domain.
    public DomainPlan(String name, List<String> aliases, DomainLimits limits) { this(name, aliases, limits, 0, "", "", List.of(), Set.of()); }
}
