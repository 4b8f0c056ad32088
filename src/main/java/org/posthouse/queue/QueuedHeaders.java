package org.posthouse.queue;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.io.IOException;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import org.posthouse.mailbox.OpenStore;
import org.posthouse.message.EncodedWords;
import org.posthouse.message.HeaderFields;
import org.posthouse.store.RecordId;
import org.posthouse.store.StoredEnvelope;

/// The header sections of messages in the queue, as far as pages show them.
@ApplicationScoped public class QueuedHeaders {
    private static final int MOST_OCTETS = 16 << 10;

    @Inject OpenStore open;

    /// Subjects as people read them; messages without one, and those that cannot be read, are missing.
    public Map<RecordId, String> subjects(Collection<RecordId> records) {
        var subjects = new HashMap<RecordId, String>();
        headers(records).forEach((record, header) -> HeaderFields.of(header).first("Subject").map(EncodedWords::read).filter(text -> !text.isEmpty()).ifPresent(text -> subjects.put(record, text)));
        return subjects;
    }

    /// What a message came with; empty when it cannot be read.
    public Optional<StoredEnvelope> envelope(RecordId record) {
        if (!open.isOpen()) return Optional.empty();
        try (var body = open.get().read(record).orElse(null)) {
            return body == null ? Optional.empty() : Optional.of(body.envelope());
        } catch (IOException _) {
            return Optional.empty();
        }
    }

    /// Beginnings of header sections.
    public Map<RecordId, byte[]> headers(Collection<RecordId> records) {
        var found = new HashMap<RecordId, byte[]>();
        if (!open.isOpen()) return found;
        try (var headings = open.get().headings()) {
            for (var record : new TreeSet<>(records)) headings.read(record, MOST_OCTETS).ifPresent(octets -> found.put(record, octets));
        } catch (IOException _) {
            return found;                                                // the page does without; reading it for delivery tells what is wrong
        }
        return found;
    }
}
