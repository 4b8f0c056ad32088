package org.posthouse.collecting;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.io.IOException;
import java.lang.System.Logger.Level;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import org.posthouse.collecting.CollectRun.Outcome;
import org.posthouse.connector.api.Envelope;
import org.posthouse.connector.api.Recipient;
import org.posthouse.connector.api.Sender;
import org.posthouse.connector.api.StagedBody;
import org.posthouse.connector.api.Staging;
import org.posthouse.database.Durability;
import org.posthouse.database.UnitOfWork;
import org.posthouse.mailbox.OpenStore;
import org.posthouse.message.HeaderFields;
import org.posthouse.mime.Address;
import org.posthouse.mime.MailDate;
import org.posthouse.mime.Path;
import org.posthouse.mime.PathRead;
import org.posthouse.routing.Resolution;
import org.posthouse.routing.Routing;
import org.posthouse.security.Fingerprint;
import org.posthouse.setting.HostName;
import org.posthouse.store.Intake;
import org.posthouse.store.StoredEnvelope;

/// Fetches one mailbox. The order is what keeps every message: on this disk, remembered, both durable, removed there.
@ApplicationScoped class Collector {
    private static final System.Logger LOG = System.getLogger(Collector.class.getName());
    private static final int AT_ONCE = 2000;
    private static final Duration LONGEST = Duration.ofMinutes(30);

    @Inject Collecting collecting;
    @Inject Dial dial;
    @Inject Routing routing;
    @Inject OpenStore open;
    @Inject UnitOfWork unitOfWork;
    @Inject Durability durability;
    @Inject HostName hostName;
    @Inject Clock clock;

    private final Set<Provider> calls = ConcurrentHashMap.newKeySet();
    private volatile boolean stopping;

    /// What a run has done so far, also when it fails in the middle.
    private static final class Tally {
        int taken;
        int passed;
        boolean more;
    }

    /// Does nothing when it is not due, or somebody else fetches it.
    void run(long id) {
        var job = unitOfWork.call(() -> collecting.begin(id));
        if (job.isEmpty()) return;
        var tally = new Tally();
        var outcome = Outcome.GOOD;
        var said = "";
        try {
            fetch(id, job.get(), tally);
        } catch (IOException failed) {
            var told = Dial.told(failed);
            outcome = told.outcome();
            said = told.getMessage();
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
            return;
        } catch (RuntimeException fault) {
            outcome = Outcome.NOT_KEPT;
            said = String.valueOf(fault.getMessage());
            LOG.log(Level.ERROR, "event=collecting-failed mailbox=" + id, fault);
        }
        if (stopping) return;                                            // the next start goes on
        var came = outcome;
        var words = said;
        unitOfWork.run(() -> collecting.ended(id, came, words, tally.taken, tally.passed, tally.more));
        LOG.log(Level.INFO, "event=collected mailbox={0} account={1} host={2} taken={3} passed={4} outcome={5}", Long.toString(id), Long.toString(job.get().plan().account()), job.get().plan().host(), tally.taken, tally.passed, came);
    }

    private void fetch(long id, Collecting.Job job, Tally tally) throws IOException, InterruptedException {
        if (job.address().isEmpty()) throw new Trouble(Outcome.NO_ACCOUNT, "");
        var until = clock.instant().plus(LONGEST);
        var provider = dial.open(job.plan(), job.password());
        calls.add(provider);
        try (provider) {
            if (stopping) return;
            var there = provider.list();
            forget(id, job, there);
            var shared = shared(there);
            var taken = new ArrayList<Provider.Item>();
            for (var item : there) {
                if (job.known().containsKey(item.uid()) && !shared.contains(item.uid())) continue;
                if (item.octets() > job.plan().mostBytes() || job.passed().contains(item.uid())) tally.passed++;
                else if (tally.taken >= AT_ONCE || clock.instant().isAfter(until)) tally.more = true;
                else if (take(id, job, provider, item, shared.contains(item.uid()))) {
                    taken.add(item);
                    tally.taken++;
                }
            }
            remove(id, job, provider, there, taken, shared);
        } finally {
            calls.remove(provider);
        }
    }

    void start() { stopping = false; }

    /// Ends what runs are under way. They are never interrupted: that would close files of the store or the database under them.
    void stop() {
        stopping = true;
        calls.forEach(Provider::cut);
    }

    private void forget(long id, Collecting.Job job, List<Provider.Item> there) {
        var names = there.stream().map(Provider.Item::uid).collect(Collectors.toSet());
        var gone = new HashSet<>(job.known().keySet());
        gone.addAll(job.passed());
        gone.removeAll(names);
        if (!gone.isEmpty()) unitOfWork.run(() -> collecting.forget(id, gone));
    }

    /// Names that several messages have at once (RFC 1939 §7 allows it for copies): such a name says of none of them that it was here before. What is in them does, by the cause.
    private static Set<String> shared(List<Provider.Item> there) {
        var seen = new HashSet<String>();
        return there.stream().map(Provider.Item::uid).filter(uid -> !seen.add(uid)).collect(Collectors.toSet());
    }

    /// @param shared its name is not its own, so it is not remembered by it
    /// @return whether it is here now
    private boolean take(long id, Collecting.Job job, Provider provider, Provider.Item item, boolean shared) throws IOException, InterruptedException {
        var store = open.get();
        if (store.admit(item.octets()) instanceof Staging.Admission.Wait(var reply)) throw new Trouble(Outcome.NOT_KEPT, reply.lines().getFirst());
        var sink = store.open();
        try (sink) {
            var landing = new Landing(sink, job.plan().mostBytes());
            try {
                provider.fetch(item, landing);
            } catch (ImapProvider.Gone _) {
                return false;
            } catch (Landing.TooLarge _) {                               // it said something else: the session is lost, and the message is never tried again
                unitOfWork.run(() -> collecting.remember(id, item.uid(), true));
                throw new Trouble(Outcome.BROKE_OFF, "a message was larger than announced");
            }
            keep(id, job, item, shared, landing, landing.complete());
        }
        return true;
    }

    private void keep(long id, Collecting.Job job, Provider.Item item, boolean shared, Landing landing, StagedBody body) throws IOException, InterruptedException {
        var header = landing.header();
        var envelope = new Envelope(Sender.of(Recipients.sender(header)), recipients(job, header).stream().map(Recipient::of).toList());
        // a provider may give a name to a second message, against RFC 1939 §7: what is in it decides whether it was here before
        var cause = "collecting/" + id + "/" + Fingerprint.of(job.plan().place()).substring(0, 16) + "/" + item.uid() + "/" + landing.fingerprint();
        var intake = new Intake("", false, "", trace(job));
        var receipt = open.get().append(new StoredEnvelope(clock.instant(), envelope, body.facts(), Optional.empty(), Optional.of(cause), intake), body);
        var reply = receipt.await();
        if (!reply.positive()) throw new Trouble(Outcome.NOT_KEPT, reply.lines().getFirst());
        if (!shared) unitOfWork.run(() -> collecting.remember(id, item.uid(), false));
    }

    private List<Path> recipients(Collecting.Job job, HeaderFields header) {
        var named = job.plan().field() == CollectPlan.Field.NONE ? List.<Path>of() : unitOfWork.call(() -> Recipients.of(header, job.plan().field(), this::livesHere));
        return named.isEmpty() ? List.of(path(job.address().orElseThrow())) : named;
    }

    private boolean livesHere(Address address) { return routing.isLocal(address) && !(routing.resolve(address) instanceof Resolution.Unknown); }

    private static Path path(String address) {
        if (PathRead.parse("<" + address + ">") instanceof PathRead.Good(var path, _)) return path;
        throw new IllegalStateException("an account's address that is none: " + address);
    }

    /// RFC 5321 §4.4: whoever takes a message says from where.
    private String trace(Collecting.Job job) {
        var plan = job.plan();
        return "Received: from " + plan.host() + "\r\n\tby " + hostName.now() + " with " + plan.kind() + (plan.security() == CollectPlan.Security.NONE ? "" : "S") + ";\r\n\t" + MailDate.format(clock.instant().atZone(ZoneOffset.UTC)) + "\r\n";
    }

    private void remove(long id, Collecting.Job job, Provider provider, List<Provider.Item> there, List<Provider.Item> taken, Set<String> shared) throws IOException {
        var before = clock.instant().minus(Duration.ofDays(job.plan().keepDays()));
        var going = there.stream().filter(item -> taken.contains(item) ? job.plan().keepDays() == 0 : !shared.contains(item.uid()) && isOver(job, item, before)).toList();
        if (!taken.isEmpty() || !going.isEmpty()) durability.await();
        provider.remove(going);
        // the name is free now, and a provider that gives it again (against RFC 1939 §7) means another message
        if (!going.isEmpty()) unitOfWork.run(() -> collecting.forget(id, going.stream().map(Provider.Item::uid).toList()));
    }

    /// Whether its time there is over.
    private static boolean isOver(Collecting.Job job, Provider.Item item, Instant before) {
        var known = job.known().get(item.uid());
        return known != null && !known.isAfter(before);
    }
}
