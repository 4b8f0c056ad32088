package org.posthouse.account;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import java.util.ArrayList;
import org.posthouse.domain.Changes;
import org.posthouse.domain.Rejected;
import org.posthouse.domain.Rejected.Fault;

/// Reads and changes what accounts answer by themselves, in the caller's transaction.
@ApplicationScoped public class AutoReplies {
    static final int MAX_SUBJECT = 255;
    static final int MAX_MESSAGE = 10_000;
    private static final int MAX_DAYS = 365;

    @PersistenceContext(unitName = "posthouse") EntityManager database;
    @Inject Accounts accounts;
    @Inject Changes changes;

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
        var row = database.find(StoredReply.class, account);
        if (row == null) {
            row = new StoredReply(account);
            row.settle(checked);
            database.persist(row);
        } else row.settle(checked);
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
        return new AutoReply(reply.mode(), subject, message, reply.from(), reply.until(), reply.everyDays());
    }
}
