package org.posthouse.store;

import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.posthouse.connector.api.Pending;
import org.posthouse.connector.api.Reply;

/// A message on its way to disk. One thread awaits it, the writer completes it.
public final class Receipt implements Pending {
    private static final int QUEUED = 0;
    private static final int WRITING = 1;
    private static final int WITHDRAWN = 2;

    final byte[] envelopeOctets;
    final StoredEnvelope envelope;
    final Staged body;

    private final long patienceNanos;
    private final AtomicInteger state = new AtomicInteger(QUEUED);
    private final CountDownLatch done = new CountDownLatch(1);
    private volatile Reply reply;
    private volatile RecordId id;

    Receipt(StoredEnvelope envelope, byte[] envelopeOctets, Staged body, long patienceNanos) {
        this.envelope = envelope;
        this.envelopeOctets = envelopeOctets;
        this.body = body;
        this.patienceNanos = patienceNanos;
    }

    /// {@inheritDoc} A message that the writer has not begun when patience ends is withdrawn: after its 451 it is certainly not stored. One that
    /// the disk is still busy with gets 451 too and may yet be stored whole; then the client's second attempt makes two of it, as after a lost 250.
    @Override public Reply await() throws InterruptedException {
        try {
            if (!done.await(patienceNanos, TimeUnit.NANOSECONDS)) {
                withdraw();
                return Reply.of(451, "4.3.0", "The disk is too slow, try again later");
            }
        } catch (InterruptedException e) {
            withdraw();
            throw e;
        }
        return reply;
    }

    /// The record's name, once it is synced.
    public Optional<RecordId> id() { return Optional.ofNullable(id); }

    /// The writer begins it; false when nobody wants it any more.
    boolean begin() { return state.compareAndSet(QUEUED, WRITING); }

    void stored(RecordId id) {
        this.id = id;
        complete(Reply.of(250, "2.0.0", "Stored as " + id));
    }

    void refuse(Reply why) { complete(why); }

    boolean done() { return reply != null; }

    private void complete(Reply reply) {
        body.release();
        this.reply = reply;
        done.countDown();
    }

    private void withdraw() { if (state.compareAndSet(QUEUED, WITHDRAWN)) body.release(); }

    /// Octets it adds to a segment, give or take the padding.
    long octets() { return Block.Record.LENGTH + envelopeOctets.length + (body instanceof Staged.InHeap ? body.facts().size() : 0); }
}
