package org.posthouse.form.admin;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.List;
import org.posthouse.appliance.CertificateWatch;
import org.posthouse.certificate.AcmePlan;
import org.posthouse.certificate.AcmePlans;
import org.posthouse.certificate.Certificates;
import org.posthouse.form.Applied;
import org.posthouse.form.FormHandler;
import org.posthouse.form.Key;
import org.posthouse.form.Loaded;
import org.posthouse.form.Subject;
import org.posthouse.text.Texts;

@ApplicationScoped class AcmeFormHandler implements FormHandler<AcmeForm> {
    @Inject AcmePlans plans;
    @Inject Certificates certificates;
    @Inject CertificateWatch watch;

    @Override public Loaded<AcmeForm> load(Subject who, Key key) {
        var state = plans.state();
        var plan = state.plan();
        var story = AcmeStory.tell(state, certificates.named(Certificates.ACME), watch.asking(), Texts.in(who.locale()), who.zone());
        // Before anybody named a host, the house's own is the first that is wanted.
        var names = plan.names().isEmpty() && certificates.hostname().contains(".") ? List.of(certificates.hostname()) : plan.names();
        return new Loaded<>(new AcmeForm(String.join(" ", story) + state.problem().map(problem -> problem.detail().isEmpty() ? "" : " (" + problem.detail() + ")").orElse(""), plan.enabled(), names, plan.directory(), plan.contact(), plan.agreed()), Long.toString(state.version()), "");
    }

    @Override public Work apply(Subject who, Key key, AcmeForm form) {
        return () -> {
            plans.change(new AcmePlan(form.enabled(), form.directory(), form.contact(), form.agreed(), form.names()));
            return Applied.to(Key.NONE, "").then("/admin/certificates");
        };
    }
}
