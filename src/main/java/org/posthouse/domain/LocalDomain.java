package org.posthouse.domain;

/// A local domain as the hot paths see it.
///
/// @param name in A-labels
public record LocalDomain(long id, String name, DomainLimits limits) { }
