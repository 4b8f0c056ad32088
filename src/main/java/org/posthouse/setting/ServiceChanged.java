package org.posthouse.setting;

/// Fired inside the transaction that decides about a service; observe it after success to act on it.
public record ServiceChanged(String service, ServicePlan plan) { }
