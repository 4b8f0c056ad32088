package org.posthouse.endpoint;

import jakarta.ejb.MessageDriven;
import jakarta.ejb.TransactionManagement;
import jakarta.ejb.TransactionManagementType;
import jakarta.inject.Inject;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.posthouse.account.LocalRecipient;
import org.posthouse.appliance.HouseThreads;
import org.posthouse.connector.api.Client;
import org.posthouse.connector.api.Envelope;
import org.posthouse.connector.api.IntakeVerdict;
import org.posthouse.connector.api.MailIntake;
import org.posthouse.connector.api.Recipient;
import org.posthouse.connector.api.RecipientVerdict;
import org.posthouse.connector.api.Reply;
import org.posthouse.connector.api.Sender;
import org.posthouse.connector.api.StagedBody;
import org.posthouse.delivery.Scripts;
import org.posthouse.mailbox.OpenStore;
import org.posthouse.mailbox.Room;
import org.posthouse.mime.Address;
import org.posthouse.mime.PathRead;
import org.posthouse.policy.BlockLine;
import org.posthouse.policy.Findings;
import org.posthouse.policy.MailView;
import org.posthouse.policy.OutsideChecks;
import org.posthouse.policy.Policies;
import org.posthouse.policy.Rates;
import org.posthouse.policy.RelayControl;
import org.posthouse.policy.RuleBook;
import org.posthouse.policy.Submission;
import org.posthouse.routing.Resolution;
import org.posthouse.routing.Routing;
import org.posthouse.setting.HostName;
import org.posthouse.store.Intake;

/// Mail on its way in.
@MessageDriven @TransactionManagement(TransactionManagementType.BEAN)
public class IntakeBean implements MailIntake {
    private static final System.Logger LOG = System.getLogger(IntakeBean.class.getName());
    private static final byte[] RECEIVED = "received:".getBytes(StandardCharsets.US_ASCII);
    private static final int MOST_EXPANDED = 1000;
    /// Accounts behind an alias that are asked for room while somebody waits.
    private static final int MOST_ASKED = 20;
    /// RFC 5321 §6.3: more than this is a loop.
    private static final int MOST_HOPS = 100;

    @Inject Routing routing;
    @Inject RelayControl relaying;
    @Inject Room room;
    @Inject Policies policies;
    @Inject Submission submission;
    @Inject OutsideChecks outside;
    @Inject Rates rates;
    @Inject HeldNotice heldNotice;
    @Inject HouseThreads threads;
    @Inject HostName hostName;
    @Inject Scripts scripts;
    @Inject OpenStore open;
    @Inject Clock clock;

    @Override public RecipientVerdict recipient(Client client, Sender sender, Recipient recipient) {
        var typed = recipient.path().address().orElseThrow();
        var address = client.who().map(who -> submission.complete(who, typed)).orElse(typed);
        var block = policies.now().blocks().against(client.remote().getAddress(), sender.path(), address);
        if (block.isPresent()) return blocked(client, block.get());
        var foreign = client.who().flatMap(who -> submission.sender(who, sender));
        if (foreign.isPresent()) return new RecipientVerdict.Refused(foreign.get());
        var verdict = reachable(client, sender, address);
        return verdict instanceof RecipientVerdict.Refused ? verdict : fromOutside(client, sender, address, verdict);
    }

    private static RecipientVerdict blocked(Client client, BlockLine line) {
        LOG.log(System.Logger.Level.INFO, "{0} event=blocked client={1} by={2}", client.session(), client.remote().getAddress().getHostAddress(), line.what() + " " + line.pattern());
        return switch (line.what()) {
            case CLIENT -> refused(554, "5.7.1", "Your network is blocked here");
            case SENDER, DOMAIN -> refused(554, "5.7.1", "This sender is blocked here");
            case RECIPIENT -> refused(554, "5.7.1", "Mail to this recipient is blocked here");
        };
    }

    private RecipientVerdict reachable(Client client, Sender sender, Address address) {
        if (address.domain().isEmpty() && !address.local().equalsIgnoreCase("postmaster")) return refused(553, "5.1.3", "The recipient's address has no domain");
        return switch (routing.resolve(address)) {
            case Resolution.Mailbox(var known) -> room.refusal(known, sender.size(), routing.sorts(known.account())).<RecipientVerdict>map(RecipientVerdict.Refused::new).orElseGet(RecipientVerdict.Welcome::new);
            case Resolution.Unknown _ -> refused(550, "5.1.1", "No such recipient here");                   // RFC 3463 §3.2
            case Resolution.Onward _ -> full(address, sender.size()).<RecipientVerdict>map(RecipientVerdict.Refused::new).orElseGet(RecipientVerdict.Welcome::new);
            case Resolution.Outlet _ -> new RecipientVerdict.Welcome();
            case Resolution.Stranded(_, var status, var why) -> refused(550, status, why);
            case Resolution.Remote(var remote) -> relaying.judge(client, sender, remote);
        };
    }

    /// An alias refuses what every mailbox behind it refuses; who of several is full gets what the others take. One that may have room again later decides for all.
    private Optional<Reply> full(Address alias, long size) {
        var refusals = new ArrayList<Reply>();
        for (var to : routing.accounts(alias, MOST_ASKED)) {
            var refusal = room.refusal(to, size, routing.sorts(to.account()));
            if (refusal.isEmpty()) return Optional.empty();
            refusals.add(refusal.get());
        }
        return refusals.stream().filter(reply -> reply.code() / 100 == 4).findFirst().or(() -> refusals.stream().findFirst());
    }

    /// Name servers are asked about who is neither at home here nor allowed to relay; the postmaster hears everybody (RFC 5321 §4.5.1).
    private RecipientVerdict fromOutside(Client client, Sender sender, Address address, RecipientVerdict welcome) {
        if (relaying.permit(client, sender) != RelayControl.Permit.NONE) return welcome;
        var inquiry = outside.begin(client, sender, threads.daemons("question"));
        if (inquiry.standing().isEmpty() || address.local().equalsIgnoreCase("postmaster")) return welcome;
        return new RecipientVerdict.Asking(() -> {
            var refusal = inquiry.refusal();
            if (refusal.isPresent()) return new RecipientVerdict.Refused(refusal.get());
            return switch (welcome) {
                case RecipientVerdict.Settled settled -> settled;
                case RecipientVerdict.Asking(var answer) -> answer.await();
            };
        });
    }

    private static RecipientVerdict refused(int code, String enhanced, String text) { return new RecipientVerdict.Refused(Reply.of(code, enhanced, text)); }

    @Override public IntakeVerdict deliver(Client client, Envelope given, StagedBody body) {
        var header = Restaged.header(body);
        if (hops(header) > MOST_HOPS) return new IntakeVerdict.Refused(Reply.of(554, "5.4.6", "Too many hops: this message goes round in circles"));
        var envelope = client.who().map(who -> submission.complete(who, given)).orElse(given);
        var edited = client.who().map(who -> submission.edit(who, envelope.sender(), header, body.facts())).orElseGet(Submission.Edited.Same::new);
        if (edited instanceof Submission.Edited.Refused(var reply)) return new IntakeVerdict.Refused(reply);
        var rules = policies.now().rules();
        var judged = rules.isEmpty() ? new RuleBook.Judgement(Optional.empty(), List.of(), envelope.recipients())
                : rules.judge(MailView.of(client.remote().getAddress(), envelope, body), Findings.domains(routing));
        if (judged.refusal().isPresent()) return new IntakeVerdict.Refused(judged.refusal().get());
        var kept = new Envelope(envelope.sender(), judged.recipients());
        var mailboxes = mailboxes(kept);
        var tooLarge = mailboxes.size() == kept.recipients().size() ? room.refusal(mailboxes, body.facts().size()) : Optional.<Reply>empty();
        if (tooLarge.isPresent()) return new IntakeVerdict.Refused(tooLarge.get());
        var rejected = scripts.rejection(kept, mailboxes, body.facts(), body::open);
        if (rejected.isPresent()) return new IntakeVerdict.Refused(rejected.get());
        boolean permitted = relaying.permit(client, envelope.sender()) != RelayControl.Permit.NONE;
        var inquiry = permitted ? OutsideChecks.Inquiry.NONE : outside.take(client, envelope.sender(), threads.daemons("question"));
        var taking = new Taking(open.get(), clock.instant(), client, kept, body, edited, new Intake("", permitted, held(client, envelope), "", judged.rulings()));
        room.accepted(taking.stored(taking.intake()), mailboxes);
        return new IntakeVerdict.Taken(taking.begin(inquiry, hostName.now()));
    }

    /// Of the recipients whose mailbox it is for.
    private List<LocalRecipient> mailboxes(Envelope envelope) {
        var mailboxes = new ArrayList<LocalRecipient>();
        for (var recipient : envelope.recipients()) if (routing.resolve(recipient.path().address().orElseThrow()) instanceof Resolution.Mailbox(var known)) mailboxes.add(known);
        return mailboxes;
    }

    /// Received fields: each server that had the message before has left one (RFC 5321 §4.4).
    private static int hops(byte[] header) {
        int hops = 0;
        for (int at = 0; at + RECEIVED.length < header.length; at++) if ((at == 0 || header[at - 1] == '\n') && received(header, at)) hops++;
        return hops;
    }

    /// Names of fields are the same in either case (RFC 5322 §1.2.2).
    private static boolean received(byte[] header, int at) {
        for (int i = 0; i < RECEIVED.length; i++) if (header[at + i] != RECEIVED[i] && (header[at + i] < 'A' || (header[at + i] | 0x20) != RECEIVED[i])) return false;
        return true;
    }

    /// Why the message waits: its sender sends more than others may.
    private String held(Client client, Envelope envelope) {
        var excess = client.who().flatMap(who -> rates.count(who, client.remote().getAddress(), envelope.recipients().size()));
        excess.filter(Rates.Excess::first).ifPresent(first -> threads.daemons("held-notice").newThread(() -> heldNotice.tell(client.who().orElseThrow(), first)).start());
        return excess.map(Rates.Excess::hold).orElse("");
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

    /// Where an address of this house leads, an end a line; delivery plans are their owners' business and are not followed.
    @Override public Reply expand(Client client, String text) {
        var address = address(text);
        if (address.isEmpty() || !(routing.resolve(address.get()) instanceof Resolution.Onward)) {
            var verified = verify(client, text);
            return verified.code() == 252 ? Reply.of(550, "5.1.1", "That is no list of this server") : verified;
        }
        var ends = routing.members(address.get()).stream().limit(MOST_EXPANDED).map(end -> "<" + end + ">").toList();
        return ends.isEmpty() ? Reply.of(550, "5.1.1", "No such recipient here") : new Reply(250, "2.1.5", ends);
    }

    private static Optional<Address> address(String text) {
        return PathRead.parse(text.startsWith("<") ? text : "<" + text + ">") instanceof PathRead.Good(var path, var rest) && rest.isBlank() ? path.address() : Optional.empty();
    }
}
