package org.posthouse.routing;

/// How mail of a domain leaves.
///
/// @param source4  IPv4 address of this machine that its connections begin at; empty: the system's choice
/// @param source6  the same for IPv6
/// @param rewrites mail that is sent on from addresses of the domain gets a return address of the domain, so that the next house's look at SPF is about this one
public record Outgoing(String source4, String source6, boolean rewrites) {
    public static final Outgoing USUAL = new Outgoing("", "", true);
}
