package org.posthouse.certificate;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/// The plan and how it went so far.
///
/// @param version  of the plan
/// @param next     not before, after a failure
/// @param failures since the last success
/// @param problem  of the last attempt; empty when it went well
public record AcmeState(AcmePlan plan, long version, Optional<Instant> attempted, Optional<Instant> succeeded, Optional<Instant> next, int failures, Optional<Acme.Outcome.Failed> problem) {
    private static final Duration BREATH = Duration.ofHours(1);

    /// When the authority is to be asked: at once for names that no certificate has, else when a third of its life is left. A part of its last tenth, another for each certificate, keeps
    /// houses that were set up together from asking together. Never sooner than a failure allows.
    ///
    /// @param current what the authority made last
    public Optional<Instant> due(Optional<ServerCertificate> current) {
        if (!plan.enabled()) return Optional.empty();
        var wish = current.filter(certificate -> certificate.coversAll(plan.names())).map(AcmeState::renewal);
        var calm = next.or(() -> wish.isPresent() ? succeeded.map(last -> last.plus(BREATH)) : Optional.empty()).orElse(Instant.EPOCH);
        return Optional.of(wish.filter(calm::isBefore).orElse(calm));
    }

    private static Instant renewal(ServerCertificate certificate) {
        var life = Duration.between(certificate.from(), certificate.until());
        var early = life.dividedBy(30).multipliedBy(Integer.parseInt(certificate.fingerprint().substring(0, 2), 16)).dividedBy(256);
        return certificate.until().minus(life.dividedBy(3)).minus(early);
    }
}
