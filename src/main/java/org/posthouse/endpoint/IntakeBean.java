package org.posthouse.endpoint;

import jakarta.ejb.MessageDriven;
import jakarta.ejb.TransactionManagement;
import jakarta.ejb.TransactionManagementType;
import jakarta.inject.Inject;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.posthouse.account.LocalRecipient;
import org.posthouse.connector.api.Client;
import org.posthouse.connector.api.Envelope;
import org.posthouse.connector.api.IntakeVerdict;
import org.posthouse.connector.api.MailIntake;
import org.posthouse.connector.api.Recipient;
import org.posthouse.connector.api.RecipientVerdict;
import org.posthouse.connector.api.Reply;
import org.posthouse.connector.api.Sender;
import org.posthouse.connector.api.StagedBody;
import org.posthouse.mailbox.OpenStore;
import org.posthouse.mailbox.Room;
import org.posthouse.mime.Address;
import org.posthouse.mime.PathRead;
import org.posthouse.policy.RelayControl;
import org.posthouse.routing.Resolution;
import org.posthouse.routing.Routing;
import org.posthouse.store.Intake;
import org.posthouse.store.StoredEnvelope;
import org.posthouse.store.Trace;

/// Mail on its way in.
@MessageDriven @TransactionManagement(TransactionManagementType.BEAN)
public class IntakeBean implements MailIntake {
    @Inject Routing routing;
    @Inject RelayControl relaying;
    @Inject Room room;
    @Inject OpenStore open;
    @Inject Clock clock;

    @Override public RecipientVerdict recipient(Client client, Sender sender, Recipient recipient) {
        return switch (routing.resolve(recipient.path().address().orElseThrow())) {
            case Resolution.Mailbox(var known) -> room.refusal(known, sender.size()).<RecipientVerdict>map(RecipientVerdict.Refused::new).orElseGet(RecipientVerdict.Welcome::new);
            case Resolution.Unknown _ -> refused(550, "5.1.1", "No such recipient here");                   // RFC 3463 §3.2
            case Resolution.Onward _, Resolution.Outlet _ -> new RecipientVerdict.Welcome();
            case Resolution.Stranded(_, var status, var why) -> refused(550, status, why);
            case Resolution.Remote(var address) -> relaying.judge(client, sender, address);
        };
    }

    private static RecipientVerdict refused(int code, String enhanced, String text) { return new RecipientVerdict.Refused(Reply.of(code, enhanced, text)); }

    @Override public IntakeVerdict deliver(Client client, Envelope envelope, StagedBody body) {
        var stored = StoredEnvelope.received(clock.instant(), envelope, body.facts(), Trace.of(client), client.who().isPresent() ? Intake.OWN : Intake.UNASKED);
        var mailboxes = mailboxes(envelope);
        if (mailboxes.size() == envelope.recipients().size()) {
            var tooLarge = room.refusal(mailboxes, body.facts().size());
            if (tooLarge.isPresent()) return new IntakeVerdict.Refused(tooLarge.get());
        }
        room.accepted(stored, mailboxes);
        return new IntakeVerdict.Taken(open.get().append(stored, body));
    }

    /// Of the recipients whose mailbox it is for.
    private List<LocalRecipient> mailboxes(Envelope envelope) {
        var mailboxes = new ArrayList<LocalRecipient>();
        for (var recipient : envelope.recipients()) if (routing.resolve(recipient.path().address().orElseThrow()) instanceof Resolution.Mailbox(var known)) mailboxes.add(known);
        return mailboxes;
    }

    @Override public Reply verify(Client client, String text) {
        var address = address(text);
        if (address.isEmpty()) return Reply.of(553, "5.1.3", "That is not an address");
        return switch (routing.resolve(address.get())) {
            case Resolution.Mailbox(var known) -> Reply.of(250, "2.1.5", "<" + known.primary() + ">");
            case Resolution.Unknown _ -> Reply.of(550, "5.1.1", "No such recipient here");
            case Resolution.Onward _, Resolution.Outlet _ -> Reply.of(250, "2.1.5", "<" + address.get() + ">");
            case Resolution.Stranded(_, var status, var why) -> Reply.of(550, status, why);
            case Resolution.Remote _ -> Reply.of(252, "2.0.0", "Another server's address; it cannot be verified here");      // RFC 5321 §3.5.3
        };
    }

    /// There are no lists yet, so what exists is one mailbox.
    @Override public Reply expand(Client client, String text) {
        var verified = verify(client, text);
        return verified.code() == 252 ? Reply.of(550, "5.1.1", "That is no list of this server") : verified;
    }

    private static Optional<Address> address(String text) {
        return PathRead.parse(text.startsWith("<") ? text : "<" + text + ">") instanceof PathRead.Good(var path, var rest) && rest.isBlank() ? path.address() : Optional.empty();
    }
}
