package org.posthouse.routing;

import java.net.InetAddress;
import java.util.Optional;

/// How mail for a domain leaves: what the routing table says of it.
///
/// @param hop    which server
/// @param port   0 for the usual one (`posthouse.smtp.client-port`)
/// @param tls    what the connection must have
/// @param login  name and password for the next hop
/// @param source address of this machine that connections begin at, as the sender's domain has it
/// @param timing when
/// @param rule   the entry that decided, `*.podunk.edu → *`, for people; empty for the built-in rule
public record Route(Hop hop, int port, Tls tls, Optional<Login> login, Optional<InetAddress> source, Timing timing, String rule) {
    public sealed interface Hop {
        /// The domain's own servers by MX, else by address (RFC 5321 §5.1).
        record Mx(String domain) implements Hop { }

        /// A host, or the servers that its MX names when it has some; in brackets in the table: this host alone.
        record Host(String name, boolean alone) implements Hop { }

        /// An address in brackets: no look-up.
        record Literal(InetAddress address) implements Hop { }

        /// The domain's mail has nowhere to go.
        ///
        /// @param text why, for the sender
        record Nowhere(String text) implements Hop { }
    }

    public enum Tls {
        NONE,
        /// When it is offered; in clear when it is not or fails (RFC 7435).
        OFFERED,
        /// Or not at all; whose certificate it is does not matter.
        REQUIRED,
        /// Or not at all, with a certificate that is good for the host.
        VERIFIED
    }

    public record Login(String name, String password) {
        @Override public String toString() { return name; }
    }

    public enum Timing {
        AT_ONCE,
        /// When its schedule says so.
        SCHEDULED,
        /// When its receiver asks (ETRN, ATRN), or a person.
        ON_CALL
    }

    /// What may share a connection.
    public String destination() {
        var where = switch (hop) {
            case Hop.Mx(var domain) -> "mx:" + domain;
            case Hop.Host(var name, var alone) -> (alone ? "host:[" + name + "]" : "host:" + name);
            case Hop.Literal(var address) -> "host:[" + address.getHostAddress() + "]";
            case Hop.Nowhere _ -> "nowhere";
        };
        return where + (port == 0 ? "" : ":" + port) + source.map(from -> " from " + from.getHostAddress()).orElse("");
    }
}
