package org.posthouse.endpoint;

import java.io.IOException;
import java.time.Instant;
import org.posthouse.connector.api.Client;
import org.posthouse.connector.api.Envelope;
import org.posthouse.connector.api.Pending;
import org.posthouse.connector.api.Reply;
import org.posthouse.connector.api.StagedBody;
import org.posthouse.policy.OutsideChecks.Inquiry;
import org.posthouse.policy.ReceivedSpf;
import org.posthouse.policy.Submission.Edited;
import org.posthouse.spf.SpfOutcome;
import org.posthouse.spf.SpfResult;
import org.posthouse.store.Intake;
import org.posthouse.store.MessageStore;
import org.posthouse.store.StoredEnvelope;
import org.posthouse.store.Trace;

/// A judged message on its way into the store. What has to wait, for a name server or for the disk that a changed message is staged on, waits in the session's thread after the call; so there
/// are values in here, and nothing that belongs to the container.
record Taking(MessageStore store, Instant arrival, Client client, Envelope envelope, StagedBody body, Edited edited, Intake intake) {
    private static final System.Logger LOG = System.getLogger(Taking.class.getName());
    private static final Reply DISK = Reply.of(452, "4.3.1", "The disk is full, try again later");

    /// Handed to the writer at once where nothing has to be waited for.
    ///
    /// @param receiver this house's name
    Pending begin(Inquiry inquiry, String receiver) {
        if (inquiry.spf().isEmpty() && edited instanceof Edited.Same) return append(intake);
        return () -> {
            var outcome = inquiry.outcome();
            var decided = outcome.map(known -> decided(known, receiver)).orElse(intake);
            return edited instanceof Edited.Changed changed ? restaged(changed, decided) : append(decided).await();
        };
    }

    /// Who passes is who they say, so reports about the message reach nobody else.
    private Intake decided(SpfOutcome outcome, String receiver) {
        var field = ReceivedSpf.field(receiver, client, envelope.sender(), outcome);
        return new Intake(outcome.result().label(), intake.reportable() || outcome.result() == SpfResult.PASS, intake.hold(), field.length() > Intake.MAX_FIELDS ? "" : field, intake.rulings());
    }

    StoredEnvelope stored(Intake decided) { return StoredEnvelope.received(arrival, envelope, edited instanceof Edited.Changed changed ? changed.facts() : body.facts(), Trace.of(client), decided); }

    private Pending append(Intake decided) { return store.append(stored(decided), body); }

    private Reply restaged(Edited.Changed changed, Intake decided) throws InterruptedException {
        try (var fresh = Restaged.of(store, changed.header(), body, changed.facts())) {
            return store.append(stored(decided), fresh).await();
        } catch (IOException full) {
            LOG.log(System.Logger.Level.ERROR, client.session() + " event=not-staged", full);
            return DISK;
        }
    }
}
