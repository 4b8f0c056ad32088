package org.posthouse.transport;

import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.posthouse.connector.api.Recipient.Notify;
import org.posthouse.queue.Delivery;
import org.posthouse.queue.Load;
import org.posthouse.queue.Outcome;
import org.posthouse.queue.Remark;
import org.posthouse.queue.Run;
import org.posthouse.store.RecordId;
import org.posthouse.store.StoredEnvelope;

/// A run made by hand; what came of it is kept.
final class FakeRun implements Run {
    private final Deque<Load> loads = new ArrayDeque<>();
    final Map<String, Outcome> outcomes = new LinkedHashMap<>();
    final List<Remark> unreachable = new ArrayList<>();
    private final List<Delivery> open = new ArrayList<>();
    private long ids;

    FakeRun load(RecordId record, StoredEnvelope envelope, String sender, String prefix, List<String> recipients) {
        loads.add(new Load(record, envelope, sender, prefix.getBytes(java.nio.charset.StandardCharsets.UTF_8), recipients.stream().map(to -> delivery(record, sender, to)).toList()));
        return this;
    }

    private Delivery delivery(RecordId record, String sender, String to) {
        return new Delivery(++ids, record, 0, sender, to, to, Set.<Notify>of(), "", 0, "smtp", "", "mx:example.org", Delivery.State.WAITING, "", 0, Instant.EPOCH, Instant.EPOCH, false, 0, Remark.NONE);
    }

    @Override public String destination() { return "mx:example.org"; }

    @Override public Delivery sample() { return loads.getFirst().deliveries().getFirst(); }

    @Override public Optional<Load> next() {
        var next = Optional.ofNullable(loads.poll());
        next.ifPresent(load -> open.addAll(load.deliveries()));
        return next;
    }

    @Override public void settle(Load load, Map<Delivery, Outcome> settled, Runnable work) {
        settled.forEach((delivery, outcome) -> outcomes.put(delivery.recipient(), outcome));
        open.removeAll(settled.keySet());
    }

    /// What is not settled gets the same remark, as the interface says.
    @Override public void unreachable(Remark why) {
        unreachable.add(why);
        open.forEach(delivery -> outcomes.put(delivery.recipient(), new Outcome.Later(why)));
        open.clear();
    }

    int left() { return loads.size(); }

    /// `b Done 250 2.0.0, c Never 550 5.1.1`
    String told() {
        return outcomes.entrySet().stream().map(one -> one.getKey().replaceFirst("@.*", "") + " " + one.getValue().getClass().getSimpleName() + " " + one.getValue().remark().code() + " " + one.getValue().remark().enhanced())
                .collect(Collectors.joining(", "));
    }
}
