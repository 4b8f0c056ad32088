package org.posthouse.setting;

/// Fired inside the transaction that changes settings; observe it after success to act on them.
///
/// @param now what holds from its commit on
public record SettingsChanged(Snapshot now) { }
