package org.posthouse.store;

import java.net.InetSocketAddress;
import java.util.Optional;
import org.posthouse.connector.api.Client;
import org.posthouse.connector.api.Service;
import org.posthouse.connector.api.SignedIn;
import org.posthouse.connector.api.TlsFacts;

/// How a message came in: what Received, SPF and "where is my mail?" need to know of the session once it is over.
///
/// @param service  [Service#label]; text, so that a record outlives a service
/// @param client   address and port, resolved (never a host name)
/// @param helo     as the client called itself, empty when it did not
/// @param extended EHLO or LHLO, not HELO
/// @param session  the session's short id, as in the log
public record Trace(String service, InetSocketAddress client, String helo, boolean extended, Optional<TlsFacts> tls, Optional<SignedIn> who, String session) {
    public Trace {
        if (client.isUnresolved()) throw new IllegalArgumentException("client address is not resolved: " + client);
    }

    public static Trace of(Client client) {
        return new Trace(client.service().label(), client.remote(), client.helo(), client.extended(), client.tls(), client.who(), client.session());
    }
}
