package org.posthouse.connector.listen;

import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.ByteBuffer;

/// What counts as one client: an IPv4 address, or an IPv6 /64, which is what one customer is given and can hop about in (RFC 6177 §2).
record Network(boolean six, long bits) {

    static Network of(InetAddress address) {
        var octets = ByteBuffer.wrap(address.getAddress());
        return address instanceof Inet4Address ? new Network(false, octets.getInt()) : new Network(true, octets.getLong());
    }

    /// IPv4 even when it came to an IPv6 socket as `::ffff:192.0.2.1` (RFC 4291 §2.5.5.2).
    static InetAddress plain(InetAddress address) {
        try {
            var plain = InetAddress.getByAddress(address.getAddress());   // the JDK unwraps mapped addresses here
            return plain instanceof Inet4Address ? plain : address;       // else keep the scope of a link-local one
        } catch (UnknownHostException impossible) {
            throw new AssertionError("an address of a wrong length", impossible);
        }
    }
}
