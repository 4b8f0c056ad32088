package org.posthouse.policy;

import jakarta.persistence.Column;
import jakarta.persistence.Embeddable;

/// A network that may send to other servers without signing in. A sender's domain alone opens nothing, for anybody can write it; it only narrows what a network may do.
///
/// @param network CIDR as [org.posthouse.security.AccessList] writes it
/// @param sender  the domain of the only senders it may do so for, with those below it, A-labels; empty for any
@Embeddable public record RelayLine(@Column(name = "network", nullable = false, length = 64) String network, @Column(name = "sender", nullable = false, length = 253) String sender) { }
