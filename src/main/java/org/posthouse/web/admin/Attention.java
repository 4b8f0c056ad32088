package org.posthouse.web.admin;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.posthouse.appliance.Backups;
import org.posthouse.appliance.CertificateWatch;
import org.posthouse.appliance.Listeners;
import org.posthouse.delivery.Dispatcher;
import org.posthouse.form.Subject;
import org.posthouse.form.admin.Wards;
import org.posthouse.mailbox.Fullness;
import org.posthouse.mailbox.OpenStore;
import org.posthouse.queue.Delivery;
import org.posthouse.queue.QueueSearch;
import org.posthouse.store.StoreFigures;
import org.posthouse.text.Texts;

/// What wants somebody, as sentences. Within a transaction.
@ApplicationScoped public class Attention {
    private static final String TEXTS = "today";
    /// Below this the disk is told of; the store itself stops taking mail at its reserve.
    private static final long LOW_DISK = 2L << 30;
    /// As long as senders wait before they are told.
    private static final Duration LATE = Duration.ofHours(4);
    /// Mailboxes told of by name; the others as a number.
    private static final int NAMED = 5;

    @Inject Listeners listeners;
    @Inject OpenStore open;
    @Inject Dispatcher dispatcher;
    @Inject Fullness fullness;
    @Inject CertificateWatch certificates;
    @Inject QueueSearch search;
    @Inject Wards wards;
    @Inject Backups backups;

    /// @param path where something can be done about it
    /// @param link words of the link
    public record Point(String sentence, String path, String link) { }

    List<Point> points(Subject who, Texts texts) {
        var points = new ArrayList<Point>();
        if (who.isPostmaster()) {
            services(points, texts);
            if (open.isOpen()) store(open.get().figures(), points, texts);
            if (dispatcher.holds()) points.add(point(texts, "held", "/admin/log?q=envelope-held"));
            certificates(points, texts);
            if (backups.state() instanceof Backups.State.Failed(_, var sentence)) points.add(point(texts, "backup", "/admin/backups", sentence));
        }
        queue(who, points, texts);
        mailboxes(who, points, texts);
        return points;
    }

    private void services(List<Point> points, Texts texts) {
        for (var state : listeners.states()) {
            var name = texts.get("services", "name." + state.service().label());
            var path = "/admin/service/" + state.service().label();
            if (state.wish().on() && !state.accepts()) points.add(point(texts, "service", path, name));
            else if (state.failure().isPresent()) points.add(point(texts, "not-moved", path, name));
        }
    }

    private static void store(StoreFigures figures, List<Point> points, Texts texts) {
        if (figures.freeOctets() < LOW_DISK) points.add(point(texts, "disk", "/admin/system", texts.size(figures.freeOctets())));
        if (figures.damages() > 0) points.add(point(texts, "damaged", "/admin/log?q=record-damaged", figures.damages()));
        if (figures.failedSyncs() > 0) points.add(point(texts, "sync", "/admin/log?group=store&level=problems", figures.failedSyncs()));
    }

    private void queue(Subject who, List<Point> points, Texts texts) {
        var within = wards.domainNames(who);
        long late = search.late(LATE, within);
        long held = search.states(within).get(Delivery.State.HELD);
        if (late > 0) points.add(point(texts, "queue-late", "/admin/queue?older=240", late));
        if (held > 0) points.add(point(texts, "queue-held", "/admin/queue?state=held", held));
    }

    private void certificates(List<Point> points, Texts texts) {
        for (var notice : certificates.notices()) points.add(new Point(notice.sentence(texts), "/admin/certificates", texts.get(TEXTS, "link.certificate")));
    }

    private void mailboxes(Subject who, List<Point> points, Texts texts) {
        var full = fullness.nearly().stream().filter(one -> who.administers(one.domain())).toList();
        full.stream().limit(NAMED).forEach(one -> points.add(point(texts, "mailbox", "/admin/account/" + one.account(), one.name(), one.percent(), texts.size(one.limit()))));
        if (full.size() > NAMED) points.add(point(texts, "mailboxes", "/admin/accounts", full.size() - NAMED));
    }

    private static Point point(Texts texts, String about, String path, Object... arguments) {
        return new Point(texts.get(TEXTS, "point." + about, arguments), path, texts.get(TEXTS, "link." + about));
    }
}
