package org.posthouse.routing;

/// An address whose mail goes to another, whether or not its domain is one of this house.
///
/// @param in  as [org.posthouse.mime.Address#key()] makes it
/// @param out in canonical spelling
public record ChannelAlias(String in, String out) { }
