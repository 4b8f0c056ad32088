package org.posthouse.web.admin;

import jakarta.inject.Inject;
import jakarta.servlet.annotation.WebServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.Clock;
import java.time.ZoneId;
import java.util.List;
import org.posthouse.appliance.CertificateWatch;
import org.posthouse.appliance.CertificateWatch.House;
import org.posthouse.certificate.Acme;
import org.posthouse.certificate.AcmeState;
import org.posthouse.certificate.Certificates;
import org.posthouse.certificate.ServerCertificate;
import org.posthouse.form.Forbidden;
import org.posthouse.form.admin.AcmeStory;
import org.posthouse.text.Texts;
import org.posthouse.web.ui.PageServlet;

/// The certificates: which there are, how long they hold, which names of the house none of them covers, and how it goes with the authority.
@WebServlet("/admin/certificates") public class CertificatesServlet extends PageServlet {
    private static final long serialVersionUID = 1;
    private static final String TEXTS = "certificates";
    private static final long SOON_DAYS = 14;

    @Inject transient Certificates certificates;
    @Inject transient CertificateWatch watch;
    @Inject transient Clock clock;

    /// @param lead    what it comes to
    /// @param notices what wants somebody
    /// @param story   of the authority, in sentences; its own words below
    /// @param tried   may be asked again by hand
    public record Page(String lead, List<String> notices, List<Line> lines, List<House> hosts, List<String> story, String detail, boolean tried) { }

    /// @param until   in words
    /// @param look    of its badge: `ok`, `wait` or `bad`
    /// @param path    of the form that removes it; empty for the one that stays
    public record Line(List<String> hosts, String issuer, String until, String left, String look, String source, String fingerprint, String path) { }

    private record Found(AcmeState state, List<CertificateWatch.Notice> notices, List<House> hosts) { }

    @Override protected void doGet(HttpServletRequest request, HttpServletResponse response) throws IOException {
        var who = subject(request);
        if (!who.isPostmaster()) throw new Forbidden();
        var texts = texts(request);
        var found = reading(() -> new Found(watch.state(), watch.notices(), watch.hosts()));
        var lines = certificates.all().stream().map(certificate -> line(certificate, texts, who.zone())).toList();
        var notices = found.notices.stream().map(notice -> notice.sentence(texts)).toList();
        boolean asking = watch.asking();
        show(request, response, "admin/certificates.jte", new Page(lead(found.hosts, texts), notices, lines, found.hosts, AcmeStory.tell(found.state, certificates.named(Certificates.ACME), asking, texts, who.zone()),
                asking ? "" : found.state.problem().map(Acme.Outcome.Failed::detail).orElse(""), found.state.plan().enabled() && !asking));
    }

    /// Whether people are warned, which is why somebody looks here.
    private static String lead(List<House> hosts, Texts texts) {
        if (!hosts.getFirst().trusted()) return texts.get(TEXTS, "lead.warned", hosts.getFirst().host());
        long open = hosts.stream().filter(host -> !host.trusted()).count();
        return open == 0 ? texts.get(TEXTS, "lead.good") : texts.get(TEXTS, "lead.some", hosts.getFirst().host(), open);
    }

    private Line line(ServerCertificate certificate, Texts texts, ZoneId zone) {
        long days = certificate.daysLeft(clock.instant());
        var source = certificate.name().equals(Certificates.DEFAULT) && certificate.selfSigned() ? "source.own" : certificate.name().equals(Certificates.ACME) ? "source.acme" : "source.upload";
        var look = days < 0 ? "bad" : days <= SOON_DAYS || certificate.selfSigned() ? "wait" : "ok";
        return new Line(certificate.hosts(), certificate.selfSigned() ? texts.get(TEXTS, "self-signed") : certificate.issuer(), texts.date(certificate.until().atZone(zone).toLocalDate()),
                days < 0 ? texts.get(TEXTS, "over") : texts.get(TEXTS, "left", days), look, texts.get(TEXTS, source), certificate.fingerprint().substring(0, 16),
                certificate.name().equals(Certificates.DEFAULT) ? "" : "/admin/remove-certificate/" + certificate.name());
    }
}
