package org.posthouse.policy;

import jakarta.persistence.Column;
import jakarta.persistence.Embeddable;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;

/// One line of the list of blocks, of which the first that fits decides.
///
/// @param pattern a network for CLIENT, a domain (with those below it) for DOMAIN, an address in which `*` and `?` may stand for the others
@Embeddable public record BlockLine(
        @Enumerated(EnumType.STRING) @Column(name = "verdict", nullable = false, length = 16) Verdict verdict,
        @Enumerated(EnumType.STRING) @Column(name = "what", nullable = false, length = 16) What what,
        @Column(name = "pattern", nullable = false, length = 320) String pattern) {
    public enum Verdict { ALLOW, BLOCK }

    public enum What { CLIENT, SENDER, DOMAIN, RECIPIENT }
}
