package org.posthouse.routing;

import java.net.InetAddress;

/// One address of one mail server.
///
/// @param host its name as the MX record or the route has it; the address itself where there is no name
public record Server(InetAddress address, String host, int port) {
    /// `mx.example.org[192.0.2.1]:25`
    @Override public String toString() { return (host.equals(address.getHostAddress()) ? "" : host) + "[" + address.getHostAddress() + "]:" + port; }
}
