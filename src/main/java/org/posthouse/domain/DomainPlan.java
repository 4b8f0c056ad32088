package org.posthouse.domain;

import java.util.List;

/// What an administrator wants of a domain.
///
/// @param name    in U-labels or A-labels
/// @param aliases other names for the same accounts
public record DomainPlan(String name, List<String> aliases, DomainLimits limits) {
    public DomainPlan { aliases = List.copyOf(aliases); }
}
