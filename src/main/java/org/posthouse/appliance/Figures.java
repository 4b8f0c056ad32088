package org.posthouse.appliance;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.function.ToDoubleFunction;
import org.eclipse.microprofile.metrics.MetricRegistry;
import org.posthouse.connector.api.Service;
import org.posthouse.mailbox.OpenStore;
import org.posthouse.queue.Engine;
import org.posthouse.store.StoreFigures;

/// What `/metrics` says of the house: the store's figures, among them the backlog between accepting and storing, the days that certificates still hold, and the open sessions.
@ApplicationScoped public class Figures {
    @Inject MetricRegistry registry;
    @Inject OpenStore open;
    @Inject Connector connector;
    @Inject CertificateWatch certificates;
    @Inject Engine queue;

    void publish() {
        gauge("store.records", StoreFigures::records);
        gauge("store.octets", StoreFigures::octets);
        gauge("store.syncs", StoreFigures::syncs);
        gauge("store.failed-syncs", StoreFigures::failedSyncs);
        gauge("store.last-sync-ms", figures -> figures.lastSync().toNanos() / 1e6);
        gauge("store.backlog.records", StoreFigures::backlogRecords);
        gauge("store.backlog.octets", StoreFigures::backlogOctets);
        gauge("store.segments", StoreFigures::segments);
        gauge("store.segment-octets", StoreFigures::segmentOctets);
        gauge("store.damages", StoreFigures::damages);
        gauge("store.staged-heap-octets", StoreFigures::stagedHeap);
        gauge("store.free-octets", StoreFigures::freeOctets);
        registry.gauge("queue.deliveries", queue::queued);
        registry.gauge("queue.due", queue::due);
        registry.gauge("queue.runs", queue::runs);
        registry.gauge("certificates.days-left", certificates::daysLeft);
        for (var service : Service.values()) registry.gauge("sessions." + service.label(), () -> connector.control().sessions().getOrDefault(service, 0));
    }

    private void gauge(String name, ToDoubleFunction<StoreFigures> figure) {
        registry.gauge(name, () -> open.isOpen() ? figure.applyAsDouble(open.get().figures()) : 0);
    }
}
