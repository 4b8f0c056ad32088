package org.posthouse.housemail;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Event;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.event.TransactionPhase;
import jakarta.inject.Inject;
import java.io.IOException;
import java.lang.System.Logger.Level;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.List;
import java.util.UUID;
import org.posthouse.connector.api.BodyFacts;
import org.posthouse.connector.api.Envelope;
import org.posthouse.connector.api.Recipient;
import org.posthouse.connector.api.Sender;
import org.posthouse.domain.Domains;
import org.posthouse.domain.LocalDomain;
import org.posthouse.mailbox.OpenStore;
import org.posthouse.mime.Path;
import org.posthouse.mime.PathRead;
import org.posthouse.setting.HostName;
import org.posthouse.setting.Settings;
import org.posthouse.setting.TextSetting;
import org.posthouse.store.Receipt;
import org.posthouse.store.StoredBody;
import org.posthouse.store.StoredEnvelope;

/// Mail that the house writes to people who live here. It goes the way of all mail: into the store, and from there to the mailboxes, one copy however many recipients.
@ApplicationScoped public class HouseMail {
    private static final System.Logger LOG = System.getLogger(HouseMail.class.getName());
    private static final int BLOCK = 64 << 10;

    @Inject OpenStore open;
    @Inject Settings settings;
    @Inject Domains domains;
    @Inject Clock clock;
    @Inject Event<Posted> posted;
    @Inject HostName hostName;
    @Inject Outbox outbox;

    /// Written inside a transaction, sent when that is committed.
    record Posted(long id, String cause, Sender sender, List<Recipient> recipients, byte[] octets) { }

    /// @param cause      the same text for the same reason; makes the message's id
    /// @param to         what the To field says; empty names nobody
    /// @param recipients addresses of accounts, at least one
    public void post(String cause, String to, String subject, String text, List<String> recipients) {
        var id = UUID.nameUUIDFromBytes(cause.getBytes(StandardCharsets.UTF_8)) + "@" + hostName.now();
        var letter = new Letter(settings.now().text(TextSetting.HOUSE_NAME), from(), to, subject, id, clock.instant().atZone(clock.getZone()), text);
        post(cause, Sender.of(Path.NULL), recipients.stream().map(HouseMail::path).map(Recipient::of).toList(), letter.octets());
    }

    /// A message whose octets somebody else composed, sent when the caller's transaction is committed, whatever happens to the house then.
    ///
    /// @param octets a whole message, lines end in CRLF
    public void post(String cause, Sender sender, List<Recipient> recipients, byte[] octets) { posted.fire(new Posted(outbox.write(cause, sender, recipients, octets), cause, sender, recipients, octets)); }

    private String from() { return address("postmaster"); }

    /// Of the house itself: in its first domain.
    public String address(String local) { return local + "@" + domains.local().first().map(LocalDomain::name).orElseGet(hostName::now); }

    private static Path path(String address) {
        if (PathRead.parse("<" + address + ">") instanceof PathRead.Good(var path, _)) return path;
        throw new IllegalStateException("an account's address that is none: " + address);
    }

    /// Sends a message whose octets somebody else composed. On disk when it returns; the same cause again does nothing more.
    ///
    /// @param sender     the envelope's; [Path#NULL] for what nobody may answer with a report
    /// @param recipients here or elsewhere; at most as many as one message from outside may have
    /// @param octets     a whole message, lines end in CRLF
    /// @throws NotSent the store did not take it; nothing was sent
    public void send(String cause, Sender sender, List<Recipient> recipients, byte[] octets) {
        if (!open.isOpen()) throw new NotSent("the house is closing");
        sent(cause, recipients, open.get().append(StoredEnvelope.made(clock.instant(), new Envelope(sender, recipients), Letter.facts(octets), cause), octets));
    }

    /// Sends a message that the store has to somebody else, as it is behind some fields. On disk when it returns; the same cause again does nothing more.
    ///
    /// @param fields whole lines with CRLF, in ASCII
    /// @throws NotSent the store did not take it; nothing was sent
    public void sendOn(String cause, Sender sender, List<Recipient> recipients, String fields, StoredBody message) throws IOException {
        if (!open.isOpen()) throw new NotSent("the house is closing");
        var octets = fields.getBytes(StandardCharsets.US_ASCII);
        var was = message.facts();
        var facts = new BodyFacts(octets.length + was.size(), octets.length + was.headerSize(), fields.lines().count() + was.lines(), was.dotLines(), was.eightBit(), was.endsInCrlf());
        try (var sink = open.get().open(); var in = message.open()) {
            sink.write(octets, 0, octets.length);
            var block = new byte[BLOCK];
            for (int read = in.read(block); read >= 0; read = in.read(block)) sink.write(block, 0, read);
            sent(cause, recipients, open.get().append(StoredEnvelope.made(clock.instant(), new Envelope(sender, recipients), facts, cause), sink.complete(facts)));
        }
    }

    private static void sent(String cause, List<Recipient> recipients, Receipt receipt) {
        try {
            var reply = receipt.await();
            if (!reply.positive()) throw new NotSent(reply.toString());
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
            throw new NotSent("interrupted");
        }
        LOG.log(Level.INFO, "event=house-mail cause={0} recipients={1}", cause, Integer.toString(recipients.size()));
    }

    /// The store did not take a message of the house.
    public static final class NotSent extends RuntimeException {
        private static final long serialVersionUID = 1;

        NotSent(String why) { super(why); }
    }

    void committed(@Observes(during = TransactionPhase.AFTER_SUCCESS) Posted event) {
        outbox.send(event.id(), event.cause(), event.sender(), event.recipients(), event.octets());
        LOG.log(Level.INFO, "event=house-mail cause={0} recipients={1}", event.cause(), Integer.toString(event.recipients().size()));
    }
}
