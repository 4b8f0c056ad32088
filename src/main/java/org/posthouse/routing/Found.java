package org.posthouse.routing;

/// What a resolver knows of an address, and by which rule.
public record Found(Rule rule, Resolution resolution) { }
