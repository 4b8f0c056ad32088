package org.posthouse.transport;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import org.posthouse.machine.Handover;
import org.posthouse.queue.Run;
import org.posthouse.queue.Transport;

/// Delivers to UNIX maildrops, from which other programs of this machine fetch: an mbox, or a Maildir.
@ApplicationScoped public class MaildropTransport implements Transport {
    @Inject MailPlaces places;

    @Override public String name() { return Handover.MAILDROP; }

    /// One at a time for one place, whoever names it.
    @Override public String destination(String target, String recipient) { return "place:" + target; }

    @Override public void carry(Run run) throws InterruptedException { places.carry(run); }
}
