package org.posthouse.policy;

import jakarta.persistence.Column;
import jakarta.persistence.Embeddable;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;

/// What a rule looks at in a message.
///
/// @param header the field's name for HEADER, else empty
/// @param wanted what is looked for: text, a pattern with `*` and `?`, octets such as `2 MB` for SIZE, a network for CLIENT
@Embeddable public record RuleTest(
        @Enumerated(EnumType.STRING) @Column(name = "what", nullable = false, length = 16) What what,
        @Column(name = "header", nullable = false, length = 76) String header,
        @Enumerated(EnumType.STRING) @Column(name = "how", nullable = false, length = 16) How how,
        @Column(name = "wanted", nullable = false, length = 255) String wanted,
        @Column(name = "exact_case", nullable = false) boolean exactCase) {
    public enum What {
        SUBJECT, FROM,
        /// To and Cc.
        TO,
        /// One field by its name.
        HEADER,
        ANY_HEADER,
        /// The text, as far as it stands near the beginning.
        BODY,
        SIZE,
        CLIENT,
        /// Of the envelope, as the next one.
        SENDER, RECIPIENT
    }

    public enum How {
        CONTAINS, CONTAINS_NOT, IS, IS_NOT, MATCHES, MATCHES_NOT,
        /// For SIZE.
        OVER, UNDER;

        boolean negative() { return this == CONTAINS_NOT || this == IS_NOT || this == MATCHES_NOT; }
    }
}
