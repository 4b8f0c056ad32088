package org.posthouse.queue;

import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.posthouse.queue.Delivery.State;
import org.posthouse.store.RecordId;

/// Which deliveries are looked for; what is empty lets all through.
///
/// @param domain    of the recipient, in A-labels; `*.example.org` for what lies below it
/// @param sender    part of the envelope sender's address; `<>` for none
/// @param recipient part of the recipient's address, or of the one that led there
/// @param reason    part of what was said last, or of why it is held
/// @param older     in the house for longer than this
/// @param octets    larger than this
/// @param record    of one message
/// @param within    names of domains: mail to or from them alone
public record QueueQuery(String domain, String sender, String recipient, Optional<State> state, String reason, Duration older, long octets, Optional<RecordId> record, Optional<List<String>> within, Sort sort) {
    public enum Sort {
        OLDEST, NEWEST, NEXT, LARGEST, DOMAIN;

        public String label() { return name().toLowerCase(Locale.ROOT); }

        public static Sort of(String label) { return Arrays.stream(values()).filter(sort -> sort.label().equals(label)).findFirst().orElse(OLDEST); }
    }

    public static final QueueQuery ALL = new QueueQuery("", "", "", Optional.empty(), "", Duration.ZERO, 0, Optional.empty(), Optional.empty(), Sort.OLDEST);

    public static QueueQuery of(RecordId record) { return new QueueQuery("", "", "", Optional.empty(), "", Duration.ZERO, 0, Optional.of(record), Optional.empty(), Sort.DOMAIN); }

    public QueueQuery within(Optional<List<String>> domains) { return new QueueQuery(domain, sender, recipient, state, reason, older, octets, record, domains, sort); }

    public QueueQuery sort(Sort other) { return new QueueQuery(domain, sender, recipient, state, reason, older, octets, record, within, other); }

    public QueueQuery state(Optional<State> other) { return new QueueQuery(domain, sender, recipient, other, reason, older, octets, record, within, sort); }

    /// Lets everything through that they may see.
    public boolean isPlain() { return domain.isEmpty() && sender.isEmpty() && recipient.isEmpty() && state.isEmpty() && reason.isEmpty() && older.isZero() && octets == 0 && record.isEmpty(); }
}
