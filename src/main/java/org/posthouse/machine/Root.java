package org.posthouse.machine;

/// A folder below which mail may be written to files.
///
/// @param name   how plans and aliases call it
/// @param folder its path
public record Root(String name, String folder) { }
