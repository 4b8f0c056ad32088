package org.posthouse.transport;

import jakarta.enterprise.context.ApplicationScoped;
import java.util.stream.Collectors;
import org.posthouse.queue.Outcome;
import org.posthouse.queue.Remark;
import org.posthouse.queue.Run;
import org.posthouse.queue.Transport;

/// Deliveries whose end was known when they were queued: to somebody who is nobody any more, or in a circle. They are in the queue for its reports. The target is the end: a status of RFC 3463 and words.
@ApplicationScoped public class ReturnTransport implements Transport {
    public static final String NAME = "return";
    private static final int AT_ONCE = 100;

    @Override public String name() { return NAME; }

    @Override public String destination(String target, String recipient) { return NAME; }

    @Override public int atOnce() { return AT_ONCE; }

    @Override public void carry(Run run) throws InterruptedException {
        for (var load = run.next(); load.isPresent(); load = run.next())
            run.settle(load.get(), load.get().deliveries().stream().collect(Collectors.toMap(delivery -> delivery, delivery -> outcome(delivery.target()))));
    }

    private static Outcome outcome(String target) {
        int blank = target.indexOf(' ');
        var remark = Remark.own(blank < 0 ? "5.0.0" : target.substring(0, blank), target.substring(blank + 1));
        return remark.enhanced().startsWith("2") ? new Outcome.Done(remark, false) : new Outcome.Never(remark);
    }
}
