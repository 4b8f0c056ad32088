package org.posthouse.policy;

import jakarta.persistence.Column;
import jakarta.persistence.Embeddable;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;

/// What a rule does.
///
/// @param argument the address of COPY and REDIRECT, the field of FIELD (`X-Name: text`), why for HOLD and REFUSE (empty for the rule's own words)
@Embeddable public record RuleAct(
        @Enumerated(EnumType.STRING) @Column(name = "deed", nullable = false, length = 16) Deed deed,
        @Column(name = "argument", nullable = false, length = 500) String argument) {
    public enum Deed {
        HOLD,
        /// Before the 250, so that the sender's server tells its sender. A message is refused as a whole.
        REFUSE,
        DISCARD,
        COPY, REDIRECT, FIELD;

        /// No rule after it matters.
        boolean isLast() { return this == REFUSE || this == DISCARD || this == REDIRECT; }
    }
}
