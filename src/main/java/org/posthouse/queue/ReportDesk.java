package org.posthouse.queue;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Clock;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.posthouse.connector.api.Recipient.Notify;
import org.posthouse.database.Durability;
import org.posthouse.database.UnitOfWork;
import org.posthouse.queue.ErrorHandling.Way;
import org.posthouse.queue.ReportLine.Kind;
import org.posthouse.setting.Setting;
import org.posthouse.setting.Settings;

/// Decides who is told what when deliveries end or take long, and writes that down. [ReportRounds] tells it, for recipients of a message that ended within a few seconds in one report.
@ApplicationScoped class ReportDesk implements Endings {
    /// Causes of what the house sends here begin with these.
    static final String REPORT = "report/";
    static final String TO_POSTMASTER = "report/postmaster/";
    static final String REDIRECT = "redirect/";
    private static final String SMTP = "smtp";

    @Inject ErrorHandling handling;
    @Inject Schedules schedules;
    @Inject Settings settings;
    @Inject ReportLines lines;
    @Inject ReportRounds rounds;
    @Inject UnitOfWork unitOfWork;
    @Inject Durability durability;
    @Inject Clock clock;

    @Override public Map<Delivery, String> ended(Load load, Map<Delivery, Outcome> outcomes) {
        var told = new ArrayList<ReportLine>();
        var held = new LinkedHashMap<Delivery, String>();
        outcomes.forEach((delivery, outcome) -> {
            switch (outcome) {
                case Outcome.Done done -> success(load, delivery, done).ifPresent(told::add);
                case Outcome.Later _ -> { }
                case Outcome.Never _, Outcome.Expired _ -> failed(load, delivery, outcome, told, held);
            }
        });
        write(told);
        return held;
    }

    private void failed(Load load, Delivery delivery, Outcome outcome, List<ReportLine> told, Map<Delivery, String> held) {
        if (delivery.notifies().contains(Notify.NEVER)) return;                          // RFC 3461 §4.1
        var trouble = Trouble.of(delivery, outcome);
        var way = made(load, REPORT) || made(load, REDIRECT) || load.envelope().isKept() ? new Way.Return() : handling.of(trouble);
        switch (way) {
            case Way.Hold() -> held.put(delivery, words(outcome.remark()));
            case Way.Redirect(var address) -> told.add(line(Kind.REDIRECTED, address, trouble, delivery, outcome.remark()));
            case Way.Return() -> {
                if (!wants(delivery, Notify.FAILURE)) return;
                reader(load).ifPresent(reader -> told.add(line(Kind.FAILED, reader, trouble, delivery, outcome.remark())));
            }
        }
    }

    private static String words(Remark remark) { return ((remark.code() == 0 ? "" : remark.code() + " ") + remark.enhanced() + " " + remark.text()).strip(); }

    private Optional<ReportLine> success(Load load, Delivery delivery, Outcome.Done done) {
        boolean wanted = delivery.notifies().contains(Notify.SUCCESS) && toSender(load);
        boolean others = delivery.transport().equals(SMTP) && done.reports();            // RFC 3461 §5.2.3: the next server tells
        if (!wanted || others) return Optional.empty();
        var kind = delivery.transport().equals(SMTP) ? Kind.RELAYED : delivery.transport().equals(ExpandedTransport.NAME) ? Kind.EXPANDED : Kind.DELIVERED;
        return Optional.of(line(kind, load.sender(), Trouble.LOCAL, delivery, done.remark()));
    }

    @Override public Set<Delivery> late(Load load) {
        var now = clock.instant();
        var settled = new HashSet<Delivery>();
        var told = new ArrayList<ReportLine>();
        for (var delivery : load.deliveries()) {
            boolean wanted = wants(delivery, Notify.DELAY) && toSender(load) && schedules.notices(delivery);
            if (wanted && !schedules.late(delivery, now)) continue;                      // another domain's notice comes sooner
            settled.add(delivery);
            if (wanted) told.add(line(Kind.DELAYED, load.sender(), Trouble.EXPIRED, delivery, delivery.last()));
        }
        write(told);
        return settled;
    }

    private void write(List<ReportLine> told) {
        if (told.isEmpty()) return;
        unitOfWork.run(() -> lines.add(told));
        durability.await();
        rounds.wake();
    }

    private ReportLine line(Kind kind, String reader, Trouble trouble, Delivery delivery, Remark remark) {
        return new ReportLine(0, delivery.id(), kind, delivery.record(), reader, trouble, delivery.recipient(), delivery.original(), delivery.orcpt(), remark, clock.instant(), schedules.end(delivery));
    }

    /// RFC 3461 §4.1: who says nothing hears of failures and delays.
    private static boolean wants(Delivery delivery, Notify what) { return delivery.notifies().isEmpty() || delivery.notifies().contains(what); }

    /// Whom a failure is told to: the sender's address, empty for the postmaster; nobody when it is of no use.
    private Optional<String> reader(Load load) {
        if (made(load, TO_POSTMASTER)) return Optional.empty();                          // no report about a report without end (RFC 5321 §6.1)
        if (toSender(load)) return Optional.of(load.sender());
        return settings.now().flag(Setting.REPORT_STRAYS) ? Optional.of("") : Optional.empty();
    }

    /// Never to a null sender (RFC 5321 §4.5.5), nor to an address that anybody may have written there. A sender that this house put in the place of another is its own, except
    /// one that leads back to the other (SRS).
    private static boolean toSender(Load load) {
        if (load.sender().isEmpty()) return false;
        var original = load.envelope().envelope().sender().path().address().map(Object::toString).orElse("");
        boolean own = !load.sender().equals(original) && !load.sender().regionMatches(true, 0, "SRS", 0, 3);
        return own || load.envelope().intake().reportable();
    }

    private static boolean made(Load load, String beginning) { return load.envelope().cause().filter(cause -> cause.startsWith(beginning)).isPresent(); }
}
