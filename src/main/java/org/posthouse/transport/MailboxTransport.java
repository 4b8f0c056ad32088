package org.posthouse.transport;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.posthouse.account.Accounts;
import org.posthouse.database.UnitOfWork;
import org.posthouse.mailbox.Arrival;
import org.posthouse.mailbox.Folders;
import org.posthouse.mailbox.Messages;
import org.posthouse.mailbox.OpenStore;
import org.posthouse.queue.Load;
import org.posthouse.queue.Outcome;
import org.posthouse.queue.Remark;
import org.posthouse.queue.Run;
import org.posthouse.queue.Transport;

/// Into the INBOX of an account, the target, or the folder behind the `+` of its address: mail that was held and released, and mail whose arrival is to be reported. The row of the mailbox comes in the transaction in which the row of the queue
/// goes, so nobody ever gets two or none.
@ApplicationScoped public class MailboxTransport implements Transport {
    private static final int RUNS = 4;
    private static final Outcome DELIVERED = new Outcome.Done(Remark.own("2.0.0", "In the mailbox"), true);
    private static final Outcome NOBODY = new Outcome.Never(Remark.own("5.1.1", "The mailbox is not there any more"));       // RFC 3463 §3.2

    @Inject Accounts accounts;
    @Inject Folders folders;
    @Inject Messages messages;
    @Inject OpenStore open;
    @Inject UnitOfWork unitOfWork;

    /// An account, and the folder of it that the sender asked for behind the `+` (RFC 5233 §4), where its owner allows that.
    ///
    /// @param makes the folder too when it is not there
    public static String target(long account, String detail, boolean makes) { return detail.isEmpty() ? Long.toString(account) : account + (makes ? " + " : " = ") + detail; }

    @Override public String name() { return MAILBOX; }

    @Override public String destination(String target, String recipient) { return MAILBOX; }

    @Override public int runs() { return RUNS; }

    @Override public void carry(Run run) {
        for (var load = run.next(); load.isPresent(); load = run.next()) deliver(run, load.get());
    }

    private void deliver(Run run, Load load) {
        var delivery = load.deliveries().getFirst();
        var folder = folder(delivery.target());
        if (folder.isEmpty()) run.settle(load, Map.of(delivery, NOBODY));
        else try (var _ = open.get().pin(load.record()).orElse(() -> { })) {       // from one table into another: compaction asks them one after the other
            var arrival = new Arrival(folder.get(), load.record(), delivery.number(), load.envelope().arrival(), load.prefix(), load.octets());
            run.settle(load, Map.of(delivery, DELIVERED), () -> messages.add(List.of(arrival)));
        }
    }

    private Optional<Long> folder(String target) {
        var words = target.split(" ", 3);
        long account = Long.parseLong(words[0]);
        return unitOfWork.call(() -> accounts.find(account).map(_ -> (words.length < 3 ? Optional.<Long>empty() : folders.detailed(account, words[2], words[1].equals("+"))).orElseGet(() -> folders.inbox(account))));
    }
}
