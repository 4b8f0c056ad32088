package org.posthouse.list;

import jakarta.persistence.Column;
import jakarta.persistence.Embeddable;

/// What becomes of members whose copies come back. A day with a permanent failure counts 2, one with a temporary failure 1.
///
/// @param warning score at which the member is written to
/// @param limit   score at which delivery is switched off and the owners told
/// @param days    without a failure after which the score is forgotten
@Embeddable public record Bouncing(
        @Column(name = "bounces_watched") boolean watched,
        @Column(name = "bounce_warning") int warning,
        @Column(name = "bounce_limit") int limit,
        @Column(name = "bounce_days") int days) {
    public static final Bouncing USUAL = new Bouncing(true, 6, 10, 14);
}
