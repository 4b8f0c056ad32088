package org.posthouse.mailbox;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.persistence.FlushModeType;
import jakarta.persistence.PersistenceContext;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.posthouse.account.DeliveryPlans;
import org.posthouse.account.LocalRecipient;
import org.posthouse.account.MailboxLimits;
import org.posthouse.connector.api.BodyFacts;
import org.posthouse.connector.api.Reply;
import org.posthouse.setting.Setting;
import org.posthouse.setting.Settings;
import org.posthouse.store.Entry;
import org.posthouse.store.StoredEnvelope;

/// Whether a recipient takes a message, by the limits of its account. Decided once, before the 250: what a mailbox holds, what was accepted for it and is not there yet, and what is coming. From memory: a
/// mailbox is looked at once in a while, and in between counted along with what the dispatcher adds. Accounts without limits cost nothing.
@ApplicationScoped public class Room {
    /// What other doors take out of a mailbox is seen so late.
    private static final Duration FRESH = Duration.ofSeconds(5);
    /// What was announced and then not stored after all is forgotten then.
    private static final Duration LOST = Duration.ofMinutes(5);
    private static final int WATCHED = 100_000;

    @PersistenceContext(unitName = "posthouse") EntityManager database;
    @Inject DeliveryPlans deliveries;
    @Inject Settings settings;
    @Inject Clock clock;

    private final ConcurrentHashMap<Long, Usage> watched = new ConcurrentHashMap<>();
    private final ConcurrentHashMap<Long, Long> accounts = new ConcurrentHashMap<>();      // of folders, of accounts that are watched
    private final ConcurrentHashMap<Message, Waiting> waiting = new ConcurrentHashMap<>();
    private Batch batch = new Batch(Map.of(), List.of());                                  // the dispatcher's own

    /// A mailbox.
    private static final class Usage {
        private long octets;
        private long messages;
        private Instant looked = Instant.MIN;
        private long waitingOctets;
        private long waitingMessages;
        private int beingAdded;                                          // batches whose commit a look may see or not
        private long changes;
    }

    /// Names an accepted message until it is dispatched.
    private record Message(Instant arrival, BodyFacts facts) { }

    private record Waiting(Set<Long> accounts, long octets) { }

    private record Sum(long octets, long messages) {
        Sum and(long more) { return new Sum(octets + more, messages + 1); }
    }

    private record Batch(Map<Long, Sum> added, List<Message> messages) { }

    /// At RCPT.
    ///
    /// @param size  as the sender declared it, 0 for unknown (RFC 1870 §6)
    /// @param sorts a script decides where its mail goes, whatever the delivery plan says
    /// @return what to answer instead of a welcome
    public Optional<Reply> refusal(LocalRecipient to, long size, boolean sorts) {
        var limits = to.limits();
        if (limits.equals(MailboxLimits.INHERITED)) return Optional.empty();
        if (limits.messageBytes() > 0 && size > limits.messageBytes())
            return Optional.of(Reply.of(552, "5.3.4", "The message is larger than this recipient takes (" + limits.messageBytes() + " octets)"));     // RFC 1870 §6.1
        if (limits.mailboxBytes() == 0 && limits.messages() == 0 || !sorts && !stores(to.account())) return Optional.empty();
        if (limits.mailboxBytes() > 0 && size > limits.mailboxBytes()) return Optional.of(Reply.of(552, "5.2.2", "The message is larger than this recipient's whole mailbox may be"));
        var used = used(to.account());
        boolean full = limits.mailboxBytes() > 0 && (used.octets >= limits.mailboxBytes() || used.octets + size > limits.mailboxBytes()) || limits.messages() > 0 && used.messages >= limits.messages();
        if (!full) return Optional.empty();
        return Optional.of(settings.now().flag(Setting.MAILBOX_FULL_REFUSES) ? Reply.of(552, "5.2.2", "The recipient's mailbox is full") : Reply.of(452, "4.2.2", "The recipient's mailbox is full; try again later"));
    }

    /// What goes elsewhere comes here until somebody there has agreed to it.
    private boolean stores(long account) {
        var plan = deliveries.current(account);
        return plan.keeps() || !plan.awaiting().isEmpty();
    }

    /// After DATA, when the sender had not said how large the message is: it is refused only when nobody takes it, for those who would have had it.
    ///
    /// @param to every recipient; one that is not here takes anything and must not be asked about
    public Optional<Reply> refusal(List<LocalRecipient> to, long size) {
        if (to.isEmpty() || to.stream().anyMatch(one -> one.limits().messageBytes() == 0 || size <= one.limits().messageBytes())) return Optional.empty();
        return Optional.of(Reply.of(552, "5.3.4", to.size() == 1 ? "The message is larger than the recipient takes" : "The message is larger than any of its recipients takes"));
    }

    /// The message is about to be stored: it counts from now on.
    public void accepted(StoredEnvelope message, Collection<LocalRecipient> to) {
        var counted = new HashSet<Long>();
        for (var one : to) if (one.limits().mailboxBytes() > 0 || one.limits().messages() > 0) counted.add(one.account());
        if (counted.isEmpty()) return;
        long size = message.facts().size();
        var twin = waiting.put(new Message(message.arrival(), message.facts()), new Waiting(Set.copyOf(counted), size));
        if (twin != null) arrived(twin);                                 // of the same instant and size: only one of them can be taken off again
        for (long account : counted) change(account, usage -> {
            usage.waitingOctets += size;
            usage.waitingMessages++;
        });
    }

    /// The dispatcher is about to commit these; called again when it has to try again.
    public void adding(List<Entry> entries, List<Arrival> arrivals) {
        ended(false);
        if (watched.isEmpty()) return;
        var added = new HashMap<Long, Sum>();
        for (var arrival : arrivals) {
            var account = accounts.get(arrival.folder());
            if (account != null) added.merge(account, new Sum(arrival.octets(), 1), (sum, one) -> sum.and(one.octets));
        }
        for (long account : added.keySet()) change(account, usage -> usage.beingAdded++);
        batch = new Batch(added, entries.stream().map(entry -> new Message(entry.envelope().arrival(), entry.envelope().facts())).toList());
    }

    /// They are committed, or not.
    public void ended(boolean committed) {
        var done = batch;
        batch = new Batch(Map.of(), List.of());
        done.added.forEach((account, sum) -> change(account, usage -> {
            usage.beingAdded--;
            if (!committed) return;
            usage.octets += sum.octets;
            usage.messages += sum.messages;
            usage.changes++;
        }));
        if (committed) for (var message : done.messages) Optional.ofNullable(waiting.remove(message)).ifPresent(this::arrived);
    }

    private void arrived(Waiting message) {
        for (long account : message.accounts) change(account, usage -> {
            usage.waitingOctets -= message.octets;
            usage.waitingMessages--;
        });
    }

    private void change(long account, java.util.function.Consumer<Usage> change) {
        var usage = watched.computeIfAbsent(account, _ -> new Usage());
        synchronized (usage) {
            change.accept(usage);
        }
    }

    /// With what is on its way.
    private Sum used(long account) {
        if (watched.size() > WATCHED) forget();
        var usage = watched.computeIfAbsent(account, _ -> new Usage());
        long before;
        boolean quiet;
        synchronized (usage) {
            if (usage.looked.isAfter(clock.instant().minus(FRESH))) return new Sum(usage.octets + usage.waitingOctets, usage.messages + usage.waitingMessages);
            before = usage.changes;
            quiet = usage.beingAdded == 0;
        }
        var there = look(account);
        synchronized (usage) {
            if (quiet && usage.beingAdded == 0 && usage.changes == before) {
                usage.octets = there.octets;
                usage.messages = there.messages;
                usage.looked = clock.instant();
            }
            return new Sum(there.octets + usage.waitingOctets, there.messages + usage.waitingMessages);
        }
    }

    private Sum look(long account) {
        var sum = new Sum(0, 0);
        for (var each : database.createNativeQuery("SELECT id, octets, messages FROM folder WHERE owner_kind = 'ACCOUNT' AND owner_id = ?1").setParameter(1, account).setFlushMode(FlushModeType.COMMIT).getResultList()) {
            var row = (Object[]) each;
            accounts.put(((Number) row[0]).longValue(), account);
            sum = new Sum(sum.octets + ((Number) row[1]).longValue(), sum.messages + ((Number) row[2]).longValue());
        }
        return sum;
    }

    /// Those for whom nothing is on its way; they are looked at again when they are asked about.
    private void forget() {
        watched.values().removeIf(usage -> {
            synchronized (usage) {
                return usage.waitingMessages == 0 && usage.beingAdded == 0;
            }
        });
        accounts.values().removeIf(account -> !watched.containsKey(account));
    }

    /// Lets go of what was announced and never came: the store had refused it. To be called now and then.
    public void sweep() {
        var since = clock.instant().minus(LOST);
        for (var message : waiting.keySet()) if (message.arrival().isBefore(since)) Optional.ofNullable(waiting.remove(message)).ifPresent(this::arrived);
    }
}
