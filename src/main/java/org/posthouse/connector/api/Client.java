package org.posthouse.connector.api;

import java.net.InetSocketAddress;
import java.util.Optional;

/// The other side of one connection, as it stands at the moment of a call.
///
/// @param session  short id of the session; every log line about it starts with this
/// @param remote   the client's address; behind a believed proxy, the one the proxy named
/// @param local    the address and port the client connected to
/// @param tls      what was negotiated, empty while the connection is plain
/// @param helo     the argument of HELO, EHLO or LHLO; empty before it and in POP3
/// @param extended the client said EHLO or LHLO (RFC 5321 §2.2.1)
/// @param who      the account that signed in
public record Client(String session, Service service, InetSocketAddress remote, InetSocketAddress local,
                     Optional<TlsFacts> tls, String helo, boolean extended, Optional<SignedIn> who) {

    /// On this machine itself: may send passwords in clear, is exempt from the limit of connections per address.
    public boolean loopback() { return remote.getAddress().isLoopbackAddress(); }
}
