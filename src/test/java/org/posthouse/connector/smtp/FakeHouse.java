package org.posthouse.connector.smtp;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import java.util.function.Supplier;
import org.posthouse.connector.api.BodyFacts;
import org.posthouse.connector.api.BodySink;
import org.posthouse.connector.api.Client;
import org.posthouse.connector.api.Envelope;
import org.posthouse.connector.api.IntakeVerdict;
import org.posthouse.connector.api.MailIntake;
import org.posthouse.connector.api.Maildrop;
import org.posthouse.connector.api.Pending;
import org.posthouse.connector.api.Recipient;
import org.posthouse.connector.api.RecipientVerdict;
import org.posthouse.connector.api.Reply;
import org.posthouse.connector.api.Sender;
import org.posthouse.connector.api.SignIn;
import org.posthouse.connector.api.SignInVerdict;
import org.posthouse.connector.api.SignedIn;
import org.posthouse.connector.api.StagedBody;
import org.posthouse.connector.api.Staging;
import org.posthouse.connector.api.Turn;
import org.posthouse.connector.api.TurnVerdict;
import org.posthouse.connector.listen.Endpoints;
import org.posthouse.connector.listen.HouseFault;
import org.posthouse.connector.listen.Overloaded;

/// A house that takes mail for every address but `nobody`, and knows `jane`, password `secret`.
final class FakeHouse implements Endpoints, MailIntake, SignIn, Turn, Staging {
    record Mail(Client client, Envelope envelope, BodyFacts facts, String text) { }

    final List<Mail> mails = new CopyOnWriteArrayList<>();
    final List<Client> clients = new CopyOnWriteArrayList<>();
    /// Bodies that were opened and neither taken nor closed.
    final AtomicInteger open = new AtomicInteger();
    final AtomicInteger calls = new AtomicInteger();
    volatile Admission admission = new Admission.Go();
    volatile SignInVerdict toWrongPassword = new SignInVerdict.Denied(Duration.ZERO);
    volatile Function<Envelope, IntakeVerdict> toMail = _ -> new IntakeVerdict.Taken(() -> Reply.of(250, "2.0.0", "kept"));
    volatile Function<Recipient, RecipientVerdict> toRecipient = FakeHouse::known;
    volatile TurnVerdict toTurn = new TurnVerdict.Refused(Reply.of(453, "", "You have no mail"));
    volatile long diskSize = Long.MAX_VALUE;
    volatile boolean broken;
    volatile boolean stagingBroken;
    volatile boolean overloaded;

    @Override public <R> R intake(Function<MailIntake, R> call) { return up(() -> call.apply(this)); }

    @Override public <R> R signIn(Function<SignIn, R> call) { return up(() -> call.apply(this)); }

    @Override public <R> R turn(Function<Turn, R> call) { return up(() -> call.apply(this)); }

    @Override public <R> R maildrop(Function<Maildrop, R> call) { throw new AssertionError("SMTP reads no mail"); }

    private <R> R up(Supplier<R> call) {
        calls.incrementAndGet();
        if (overloaded) throw new Overloaded("full");
        if (broken) throw new HouseFault(new IllegalStateException("the house is broken"));
        return call.get();
    }

    @Override public RecipientVerdict recipient(Client client, Sender sender, Recipient recipient) {
        clients.add(client);
        return toRecipient.apply(recipient);
    }

    private static RecipientVerdict known(Recipient recipient) {
        boolean unknown = recipient.path().address().orElseThrow().local().equals("nobody");
        return unknown ? new RecipientVerdict.Refused(Reply.of(550, "5.1.1", "No such mailbox")) : new RecipientVerdict.Welcome();
    }

    @Override public IntakeVerdict deliver(Client client, Envelope envelope, StagedBody body) {
        var verdict = toMail.apply(envelope);
        if (!(verdict instanceof IntakeVerdict.Taken(Pending pending))) return verdict;
        try (var in = body.open()) {
            var mail = new Mail(client, envelope, body.facts(), new String(in.readAllBytes(), ISO_8859_1));
            return new IntakeVerdict.Taken(() -> {
                var reply = pending.await();
                if (reply.positive()) mails.add(mail);
                return reply;
            });
        } catch (IOException impossible) {
            throw new AssertionError(impossible);
        }
    }

    @Override public Reply start(Client client, String node) { return Reply.of(253, "2.0.0", "OK, 3 pending messages for node " + node + " started"); }

    @Override public TurnVerdict turn(Client client, List<String> domains) { return toTurn; }

    @Override public Reply verify(Client client, String text) { return Reply.of(250, "2.1.5", "<" + text + "@example.test>"); }

    @Override public Reply expand(Client client, String text) { return new Reply(250, "2.1.5", List.of("<a@example.test>", "<b@example.test>")); }

    @Override public SignInVerdict password(Client client, String login, String password) {
        clients.add(client);
        return login.equals("jane") && password.equals("secret") ? new SignInVerdict.Granted(new SignedIn(7, "jane@example.test")) : toWrongPassword;
    }

    @Override public SignInVerdict apop(Client client, String login, String banner, String digest) { throw new AssertionError("not in SMTP"); }

    @Override public Admission admit(long declared) {
        if (stagingBroken) throw new IllegalStateException("the staging area is broken");
        return admission;
    }

    @Override public BodySink open() {
        open.incrementAndGet();
        return new HeapBody();
    }

    private final class HeapBody implements BodySink, StagedBody {
        private final ByteArrayOutputStream octets = new ByteArrayOutputStream();
        private BodyFacts facts;
        private boolean closed;

        @Override public void write(byte[] block, int from, int length) throws IOException {
            if (octets.size() + length > diskSize) throw new IOException("No space left on device");
            octets.write(block, from, length);
        }

        @Override public StagedBody complete(BodyFacts facts) {
            this.facts = facts;
            return this;
        }

        @Override public BodyFacts facts() { return facts; }

        @Override public InputStream open() { return new ByteArrayInputStream(octets.toByteArray()); }

        @Override public void close() {
            if (!closed) open.decrementAndGet();
            closed = true;
        }
    }
}
