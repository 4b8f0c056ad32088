package org.posthouse.routing;

/// Fired when ways of mail are other ones; observe it after success of the transaction, when the routes answer anew.
public record RoutesChanged() { }
