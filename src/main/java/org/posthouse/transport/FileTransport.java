package org.posthouse.transport;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import org.posthouse.machine.Handover;
import org.posthouse.queue.Run;
import org.posthouse.queue.Transport;

/// Appends messages to files: mboxes that grow, such as an archive.
@ApplicationScoped public class FileTransport implements Transport {
    @Inject MailPlaces places;

    @Override public String name() { return Handover.FILE; }

    /// One at a time for one place, whoever names it.
    @Override public String destination(String target, String recipient) { return "place:" + target; }

    @Override public void carry(Run run) throws InterruptedException { places.carry(run); }
}
