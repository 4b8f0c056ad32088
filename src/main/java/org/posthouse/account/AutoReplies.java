package org.posthouse.account;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.persistence.FlushModeType;
import jakarta.persistence.PersistenceContext;
import jakarta.persistence.Tuple;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.posthouse.domain.Changes;
import org.posthouse.domain.Rejected;
import org.posthouse.domain.Rejected.Fault;

/// Reads and changes what accounts answer by themselves, in the caller's transaction.
@ApplicationScoped public class AutoReplies {
    static final int MAX_SUBJECT = 255;
    static final int MAX_MESSAGE = 10_000;
    public static final int MAX_DAYS = 365;

    @PersistenceContext(unitName = "posthouse") EntityManager database;
    @Inject Accounts accounts;
    @Inject Changes changes;
    @Inject Clock clock;

    private volatile Known known = new Known(-1, Map.of());

    /// Who answers at all, with as much as can be asked of every message that comes in.
    ///
    /// @param reply without its texts
    /// @param since who was answered before counts as nobody: switched off and on, or about other days, it is another absence
    /// @param zone  the account's; empty for the house's
    public record Answering(AutoReply reply, Instant since, String zone) { }

    private record Known(long stamp, Map<Long, Answering> all) { }

    /// By account: all that answer, or will some day. From memory until something changes, and needs no transaction.
    public Map<Long, Answering> answering() {
        long stamp = changes.stamp();
        var now = known;
        if (now.stamp == stamp) return now.all;
        var all = database.createQuery("select r.account, r.mode, r.from, r.until, r.everyDays, r.since, a.timeZone from StoredReply r, Account a where a.id = r.account and a.trashed is null and r.mode <> :off", Tuple.class)
                .setParameter("off", AutoReply.Mode.OFF).setFlushMode(FlushModeType.COMMIT).getResultStream().collect(Collectors.toUnmodifiableMap(row -> row.get(0, Long.class), AutoReplies::answering));
        known = new Known(stamp, all);
        return all;
    }

    private static Answering answering(Tuple row) {
        var reply = new AutoReply(row.get(1, AutoReply.Mode.class), "", "", Optional.ofNullable(row.get(2, LocalDate.class)), Optional.ofNullable(row.get(3, LocalDate.class)), row.get(4, Integer.class));
        return new Answering(reply, Optional.ofNullable(row.get(5, Instant.class)).orElse(Instant.EPOCH), row.get(6, String.class));
    }

    /// As it is now; an account without one has [AutoReply#NONE].
    public AutoReply load(long account) {
        var row = database.find(StoredReply.class, account);
        return row == null ? AutoReply.NONE : row.reply();
    }

    /// @return as it was stored
    /// @throws Rejected INVALID with every field that cannot be, ABSENT
    public AutoReply save(long account, AutoReply reply) {
        var owner = accounts.find(account).orElseThrow(() -> Rejected.absent("id", "no such account"));
        var checked = checked(owner, reply);
        var today = LocalDate.ofInstant(clock.instant(), owner.timeZone().isEmpty() ? ZoneId.systemDefault() : ZoneId.of(owner.timeZone()));
        var row = database.find(StoredReply.class, account);
        if (row == null) {
            row = new StoredReply(account);
            row.settle(checked, clock.instant(), today);
            database.persist(row);
        } else row.settle(checked, clock.instant(), today);
        database.flush();
        changes.touch();
        return checked;
    }

    /// What [#save] would store.
    ///
    /// @throws Rejected as there
    public AutoReply checked(Account owner, AutoReply reply) {
        var faults = new ArrayList<Fault>();
        var subject = reply.subject().strip();
        var message = reply.message().replace("\r\n", "\n").replace('\r', '\n').stripTrailing();
        boolean says = reply.mode() == AutoReply.Mode.VACATION || reply.mode() == AutoReply.Mode.REPLY;
        if (owner.isReserved() && reply.mode() != AutoReply.Mode.OFF) faults.add(new Fault("mode", "a reserved account answers nobody by itself"));
        if (subject.length() > MAX_SUBJECT) faults.add(new Fault("subject", "at most {0} characters", MAX_SUBJECT));
        if (subject.codePoints().anyMatch(Character::isISOControl)) faults.add(new Fault("subject", "must be one line"));
        if (says && message.isBlank()) faults.add(new Fault("message", "write what people are to be told"));
        if (message.length() > MAX_MESSAGE) faults.add(new Fault("message", "at most {0} characters", MAX_MESSAGE));
        if (message.codePoints().anyMatch(c -> Character.isISOControl(c) && c != '\n' && c != '\t')) faults.add(new Fault("message", "has characters that cannot be sent"));
        if (reply.from().isPresent() && reply.until().isPresent() && reply.until().get().isBefore(reply.from().get())) faults.add(new Fault("until", "is before the first day"));
        if (reply.everyDays() < 1 || reply.everyDays() > MAX_DAYS) faults.add(new Fault("everyDays", "must be {0} to {1}", 1, MAX_DAYS));
        if (!faults.isEmpty()) throw new Rejected(Rejected.Kind.INVALID, faults);
        return new AutoReply(reply.mode(), subject, message, reply.from(), reply.until(), reply.everyDays(), reply.unnamed());
    }
}
