package org.posthouse.list.post;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.io.IOException;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ThreadFactory;
import org.posthouse.database.Durability;
import org.posthouse.database.UnitOfWork;
import org.posthouse.list.Mailing;
import org.posthouse.list.Mailings;
import org.posthouse.mailbox.Folders;
import org.posthouse.mailbox.OpenStore;
import org.posthouse.store.RecordId;
import org.posthouse.store.StoredEnvelope;

/// Hands mailings to members, a portion of each in turn, so that a list of a hundred thousand does not keep one of ten waiting.
@ApplicationScoped public class Distribution {
    private static final System.Logger LOG = System.getLogger(Distribution.class.getName());
    /// Members in one transaction.
    private static final int PORTION = 1000;
    private static final Duration LOOK = Duration.ofSeconds(30);
    private static final Duration AFTER_FAILURE = Duration.ofSeconds(2);

    @Inject Mailings mailings;
    @Inject UnitOfWork work;
    @Inject Durability durability;
    @Inject OpenStore open;
    @Inject Folders folders;

    private volatile boolean stopping;
    private Thread thread;
    /// Of the mailings under way; of this thread alone.
    private final Map<RecordId, StoredEnvelope> envelopes = new HashMap<>();

    /// @param factory makes the thread
    public synchronized void start(ThreadFactory factory) {
        stopping = false;
        thread = factory.newThread(this::run);
        thread.start();
    }

    /// What is under way goes on after the next start.
    public synchronized void stop(Duration patience) {
        stopping = true;
        if (thread == null) return;
        mailings.wake();
        try {
            if (!thread.join(patience)) LOG.log(Level.WARNING, "event=distribution-left what=it goes on after the next start");
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }

    private void run() {
        try {
            while (!stopping) {
                if (!round()) mailings.await(LOOK);
            }
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }

    /// @return whether there may be more to do at once
    boolean round() throws InterruptedException {
        try {
            var open = work.call(mailings::open);
            envelopes.keySet().retainAll(open.stream().map(Mailing::message).toList());
            boolean more = false;
            for (var mailing : open) if (!stopping) more |= portion(mailing);
            return more;
        } catch (RuntimeException | Error failed) {                         // or no list would send anything until the next start
            LOG.log(Level.WARNING, "event=distribution-failed what=" + failed, failed);
            Thread.sleep(AFTER_FAILURE);
            return false;
        }
    }

    private boolean portion(Mailing mailing) throws InterruptedException {
        var record = mailing.message();
        try (var _ = open.get().pin(record).orElse(() -> { })) {             // from one table into others: compaction asks them one after the other
            var envelope = envelope(record);
            if (envelope == null) {
                LOG.log(Level.ERROR, "event=list-mailing-given-up mailing={0} record={1} what=the message is gone from the store", Long.toString(mailing.id()), record);
                work.run(() -> mailings.giveUp(mailing.id()));
                return false;
            }
            int served = work.call(() -> mailings.step(mailing.id(), envelope, PORTION));
            durability.await();                                              // no more at risk than the jump of UIDs covers
            if (served == PORTION) return true;
            LOG.log(Level.INFO, "event=list-mailed list={0} record={1} audience={2} copies={3}", Long.toString(mailing.list()), record, mailing.audience(), Integer.toString(mailing.copies() + served));
            return false;
        } catch (IOException | RuntimeException failed) {
            folders.forget();
            LOG.log(Level.ERROR, "event=list-mailing-failed mailing=" + mailing.id() + " record=" + record + " what=tried again", failed);
            Thread.sleep(AFTER_FAILURE);
            return false;
        }
    }

    private StoredEnvelope envelope(RecordId record) throws IOException {
        var known = envelopes.get(record);
        if (known != null) return known;
        try (var body = open.get().read(record).orElse(null)) {
            if (body == null) return null;
            var envelope = body.envelope();
            envelopes.put(record, envelope);
            return envelope;
        }
    }

}
