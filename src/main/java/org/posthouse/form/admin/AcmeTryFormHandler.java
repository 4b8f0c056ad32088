package org.posthouse.form.admin;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import org.posthouse.appliance.CertificateWatch;
import org.posthouse.certificate.AcmePlans;
import org.posthouse.form.Applied;
import org.posthouse.form.FormHandler;
import org.posthouse.form.Key;
import org.posthouse.form.Loaded;
import org.posthouse.form.Subject;

@ApplicationScoped class AcmeTryFormHandler implements FormHandler<AcmeTryForm> {
    @Inject AcmePlans plans;
    @Inject CertificateWatch watch;

    @Override public Loaded<AcmeTryForm> load(Subject who, Key key) { return new Loaded<>(new AcmeTryForm(), "", String.join(", ", plans.state().plan().names())); }

    @Override public Work apply(Subject who, Key key, AcmeTryForm form) {
        return () -> {
            plans.hurry();
            watch.ask();                                                 // its first step waits for this transaction, which holds the row
            return Applied.to(Key.NONE, "").then("/admin/certificates");
        };
    }
}
