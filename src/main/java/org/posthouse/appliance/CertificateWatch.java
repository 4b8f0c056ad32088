package org.posthouse.appliance;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.lang.System.Logger.Level;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import org.posthouse.certificate.Acme;
import org.posthouse.certificate.AcmePlans;
import org.posthouse.certificate.AcmeState;
import org.posthouse.certificate.Certificates;
import org.posthouse.certificate.ServerCertificate;
import org.posthouse.database.Durability;
import org.posthouse.database.UnitOfWork;
import org.posthouse.domain.Domains;
import org.posthouse.setting.HostName;
import org.posthouse.text.Texts;

/// Looks after the certificates: takes files that appeared, has the authority make a new one when it is time, and says what somebody should know.
@ApplicationScoped public class CertificateWatch {
    private static final System.Logger LOG = System.getLogger(CertificateWatch.class.getName());
    /// From when on an end is worth a word; what renews itself has had two weeks of attempts by then.
    private static final long WARN_DAYS = 14;
    private static final String TEXTS = "certificates";

    @Inject Certificates certificates;
    @Inject Acme acme;
    @Inject AcmePlans plans;
    @Inject Domains domains;
    @Inject UnitOfWork unitOfWork;
    @Inject Durability durability;
    @Inject HostName hostName;
    @Inject HouseThreads threads;
    @Inject Clock clock;

    private final AtomicBoolean asking = new AtomicBoolean();

    /// Something that wants an administrator.
    ///
    /// @param name of the certificate's file, or of the host that the authority refused
    public record Notice(Kind kind, String name, long days) {
        public enum Kind {
            /// Programs of people refuse to go on.
            OVER,
            ENDS_TODAY,
            ENDS_SOON,
            /// The authority made none; the name is that of the host, if it is about one.
            NOT_MADE,
            /// A file holds no certificate with its key.
            UNUSABLE;

            private String key() { return "notice." + name().toLowerCase(Locale.ROOT).replace('_', '-'); }
        }

        public String sentence(Texts texts) { return kind == Kind.NOT_MADE && name.isEmpty() ? texts.get(TEXTS, "notice.not-made-at-all") : texts.get(TEXTS, kind.key(), name, days); }
    }

    /// A host that people may enter in their programs, and whether they would be warned.
    public record House(String host, boolean trusted) { }

    void look() {
        certificates.hostname(unitOfWork.call(hostName::now));
        certificates.refresh();
        var due = unitOfWork.call(plans::state).due(certificates.named(Certificates.ACME));
        if (due.isPresent() && !due.get().isAfter(clock.instant())) ask();
    }

    /// Asks the authority now, on a thread of its own; while one order is under way nothing happens.
    public void ask() {
        if (asking.compareAndSet(false, true)) threads.daemons("acme").newThread(this::order).start();
    }

    public boolean asking() { return asking.get(); }

    private void order() {
        try {
            var plan = unitOfWork.call(() -> {
                plans.begun();
                return plans.state().plan();
            });
            durability.await();
            var outcome = acme.obtain(plan);
            if (outcome instanceof Acme.Outcome.Done done) certificates.put(done.certificate());
            unitOfWork.run(() -> plans.ended(outcome));
        } catch (RuntimeException failed) {
            LOG.log(Level.ERROR, "event=acme-fault", failed);
        } finally {
            asking.set(false);
        }
    }

    /// What wants somebody, the worst first. Called inside a transaction.
    public List<Notice> notices() {
        var notices = new ArrayList<Notice>();
        for (var certificate : certificates.all()) {
            long days = certificate.daysLeft(clock.instant());
            if (days > warnDays(certificate) || !used(certificate)) continue;
            notices.add(new Notice(days < 0 ? Notice.Kind.OVER : days == 0 ? Notice.Kind.ENDS_TODAY : Notice.Kind.ENDS_SOON, certificate.name(), days));
        }
        plans.state().problem().filter(_ -> !asking()).ifPresent(problem -> notices.add(new Notice(Notice.Kind.NOT_MADE, problem.name(), 0)));
        certificates.unusable().forEach(name -> notices.add(new Notice(Notice.Kind.UNUSABLE, name, 0)));
        notices.sort(Comparator.comparing(Notice::kind));
        return notices;
    }

    /// Short-lived ones are renewed later than others are told of.
    private static long warnDays(ServerCertificate certificate) { return Math.min(WARN_DAYS, Duration.between(certificate.from(), certificate.until()).toDays() / 4); }

    /// Still shown to somebody: a successor for all of its names makes an old one harmless.
    private boolean used(ServerCertificate certificate) {
        return certificate.hosts().stream().anyMatch(host -> certificates.shownFor(host.replace("*", "any")).filter(certificate::equals).isPresent());
    }

    /// Days until the first certificate in use ends; for `/metrics`.
    double daysLeft() { return certificates.all().stream().filter(this::used).mapToLong(certificate -> certificate.daysLeft(clock.instant())).min().orElse(0); }

    /// The names under which people and servers reach this house: its own, and `mail.` before each domain. Called inside a transaction.
    public List<House> hosts() {
        Set<String> hosts = new LinkedHashSet<>();
        hosts.add(certificates.hostname());
        domains.local().all().forEach(domain -> hosts.add("mail." + domain.name()));
        return hosts.stream().map(host -> new House(host, certificates.trustedFor(host))).toList();
    }

    /// Called inside a transaction.
    public AcmeState state() { return plans.state(); }
}
