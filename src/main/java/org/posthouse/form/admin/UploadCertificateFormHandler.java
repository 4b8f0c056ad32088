package org.posthouse.form.admin;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import org.posthouse.appliance.CertificateWatch;
import org.posthouse.certificate.Certificates;
import org.posthouse.certificate.ServerCertificate;
import org.posthouse.form.Applied;
import org.posthouse.form.Effect;
import org.posthouse.form.FormHandler;
import org.posthouse.form.Key;
import org.posthouse.form.Loaded;
import org.posthouse.form.Secret;
import org.posthouse.form.Subject;
import org.posthouse.text.Texts;

@ApplicationScoped class UploadCertificateFormHandler implements FormHandler<UploadCertificateForm> {
    private static final long SOON_DAYS = 30;

    @Inject Certificates certificates;
    @Inject CertificateWatch watch;
    @Inject Clock clock;

    @Override public Loaded<UploadCertificateForm> load(Subject who, Key key) { return Loaded.of(new UploadCertificateForm("", Secret.NONE)); }

    @Override public Work apply(Subject who, Key key, UploadCertificateForm form) {
        var certificate = read(form);
        return () -> {
            certificates.put(certificate);
            return Applied.to(new Key(certificate.name()), certificate.name()).then("/admin/certificates");
        };
    }

    private ServerCertificate read(UploadCertificateForm form) { return certificates.check(form.certificate(), form.key().reveal()); }

    @Override public List<Effect> effects(Subject who, Key key, UploadCertificateForm form) {
        var certificate = read(form);
        var effects = new ArrayList<>(List.of(Effect.of("effect.names", String.join(", ", certificate.hosts()), certificate.issuer(), day(who, certificate))));
        certificates.named(certificate.name()).ifPresent(old -> effects.add(Effect.of("effect.replaces", day(who, old))));
        if (certificate.selfSigned()) effects.add(Effect.of("effect.self-signed"));
        else if (certificate.chain().size() == 1) effects.add(Effect.of("effect.alone"));
        long days = certificate.daysLeft(clock.instant());
        if (days <= SOON_DAYS) effects.add(Effect.of("effect.soon", days));
        var ours = watch.hosts().stream().map(CertificateWatch.House::host).filter(certificate::covers).toList();
        effects.add(ours.isEmpty() ? Effect.of("effect.others") : Effect.of("effect.ours", String.join(", ", ours)));
        return effects;
    }

    private static String day(Subject who, ServerCertificate certificate) { return Texts.in(who.locale()).date(certificate.until().atZone(who.zone()).toLocalDate()); }
}
