package org.posthouse.form.admin;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.posthouse.appliance.CertificateWatch;
import org.posthouse.certificate.Certificates;
import org.posthouse.certificate.ServerCertificate;
import org.posthouse.domain.Rejected;
import org.posthouse.form.Applied;
import org.posthouse.form.Effect;
import org.posthouse.form.FormHandler;
import org.posthouse.form.Key;
import org.posthouse.form.Loaded;
import org.posthouse.form.Subject;

@ApplicationScoped class RemoveCertificateFormHandler implements FormHandler<RemoveCertificateForm> {
    @Inject Certificates certificates;
    @Inject CertificateWatch watch;

    @Override public Loaded<RemoveCertificateForm> load(Subject who, Key key) { return new Loaded<>(new RemoveCertificateForm(), find(key).fingerprint(), name(find(key))); }

    @Override public Work apply(Subject who, Key key, RemoveCertificateForm form) {
        var name = name(find(key));
        return () -> {
            certificates.remove(key.text());
            return new Applied(Key.NONE, name, Optional.empty(), Optional.of("/admin/certificates"));
        };
    }

    @Override public List<Effect> effects(Subject who, Key key, RemoveCertificateForm form) {
        var certificate = find(key);
        var effects = new ArrayList<>(List.of(Effect.of("effect.key")));
        var left = certificate.hosts().stream().filter(host -> !certificates.trustedWithout(key.text(), host.replace("*", "any"))).toList();
        effects.add(left.isEmpty() ? Effect.of("effect.covered") : Effect.of("effect.left", String.join(", ", left)));
        if (key.text().equals(Certificates.ACME) && watch.state().plan().enabled()) effects.add(Effect.of("effect.again"));
        return effects;
    }

    /// @throws Rejected CONFLICT for the one that stays
    private ServerCertificate find(Key key) {
        if (key.text().equals(Certificates.DEFAULT)) throw Rejected.conflict("key", "the certificate that the house made itself stays: it is shown where no other fits");
        return certificates.named(key.text()).orElseThrow(() -> Rejected.absent("key", "there is no such certificate"));
    }

    private static String name(ServerCertificate certificate) { return certificate.hosts().getFirst(); }
}
