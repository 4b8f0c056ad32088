package org.posthouse.policy;

import jakarta.persistence.Column;
import jakarta.persistence.Embeddable;
import org.posthouse.mime.Address;

/// What an account may send from besides its own addresses.
///
/// @param pattern an address's key, or `@` and a domain in A-labels for all addresses of that domain
@Embeddable public record SendingRight(@Column(name = "account_id", nullable = false) long account, @Column(name = "pattern", nullable = false, length = 320) String pattern) {
    boolean covers(Address address) { return pattern.startsWith("@") ? pattern.substring(1).equals(address.domainKey()) : pattern.equals(address.key()); }
}
