package org.posthouse.queue;

import jakarta.enterprise.context.ApplicationScoped;
import java.util.HashMap;

/// Delivers nothing: the recipient became several others, which go their own ways, and the sender asked to be told (RFC 3461 §5.2.7.3).
@ApplicationScoped public class ExpandedTransport implements Transport {
    public static final String NAME = "expanded";

    @Override public String name() { return NAME; }

    @Override public String destination(String target, String recipient) { return NAME; }

    @Override public int atOnce() { return 100; }

    @Override public void carry(Run run) {
        for (var load = run.next(); load.isPresent(); load = run.next()) {
            var outcomes = new HashMap<Delivery, Outcome>();
            for (var delivery : load.get().deliveries()) outcomes.put(delivery, new Outcome.Done(Remark.own("2.1.5", ""), false));
            run.settle(load.get(), outcomes);
        }
    }
}
