package org.posthouse.queue;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.posthouse.mailbox.OpenStore;
import org.posthouse.store.RecordId;
import org.posthouse.store.StoredEnvelope;

/// What was stored with a message, read once for all that follows soon: queueing, and the loads of its recipients.
@ApplicationScoped class Envelopes {
    /// Recipients that the kept envelopes may have together.
    private static final int RECIPIENTS = 50_000;

    @Inject OpenStore open;

    private final LinkedHashMap<RecordId, StoredEnvelope> kept = new LinkedHashMap<>(64, 0.75f, true);
    private int recipients;

    /// Empty when there is no such record, or no longer.
    Optional<StoredEnvelope> of(RecordId record) throws IOException {
        synchronized (kept) {
            var known = kept.get(record);
            if (known != null) return Optional.of(known);
        }
        var found = read(record);
        found.ifPresent(envelope -> keep(record, envelope));
        return found;
    }

    private Optional<StoredEnvelope> read(RecordId record) throws IOException {
        var body = open.get().read(record);
        if (body.isEmpty()) return Optional.empty();
        try (var message = body.get()) {
            return Optional.of(message.envelope());
        }
    }

    private void keep(RecordId record, StoredEnvelope envelope) {
        synchronized (kept) {
            if (kept.put(record, envelope) == null) recipients += size(envelope);
            for (var eldest = kept.entrySet().iterator(); recipients > RECIPIENTS && kept.size() > 1; ) {
                Map.Entry<RecordId, StoredEnvelope> gone = eldest.next();
                recipients -= size(gone.getValue());
                eldest.remove();
            }
        }
    }

    private static int size(StoredEnvelope envelope) { return envelope.envelope().recipients().size(); }
}
