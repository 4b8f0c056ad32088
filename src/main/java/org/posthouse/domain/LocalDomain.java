package org.posthouse.domain;

import java.util.Set;

/// A local domain as the hot paths see it.
///
/// @param name     in A-labels
/// @param catchAll address that gets mail to unknown addresses; empty for none
/// @param redirect address that gets all mail of a domain without accounts; empty for none
/// @param hidden   what its people do not see
public record LocalDomain(long id, String name, DomainLimits limits, int expiryDays, String catchAll, String redirect, Set<UserOption> hidden) { }
