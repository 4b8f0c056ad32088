package org.posthouse.delivery;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.posthouse.account.Accounts;
import org.posthouse.database.UnitOfWork;
import org.posthouse.filter.Filters;
import org.posthouse.filter.SeenBefore;
import org.posthouse.housemail.HouseMail;
import org.posthouse.journey.Event;
import org.posthouse.journey.Journal;
import org.posthouse.mailbox.Arrival;
import org.posthouse.mailbox.Folder;
import org.posthouse.mailbox.Folders;
import org.posthouse.mailbox.Marks;
import org.posthouse.mailbox.Messages;
import org.posthouse.mailbox.OpenStore;
import org.posthouse.queue.Delivery;
import org.posthouse.queue.Load;
import org.posthouse.queue.Outcome;
import org.posthouse.queue.Queue;
import org.posthouse.queue.Remark;
import org.posthouse.queue.Run;
import org.posthouse.queue.Transport;
import org.posthouse.mime.Address;
import org.posthouse.mime.PathRead;
import org.posthouse.reply.Answers;
import org.posthouse.routing.Sorting;
import org.posthouse.sieve.Action;
import org.posthouse.sieve.RunFault;
import org.posthouse.sieve.Verdict;
import org.posthouse.text.Language;
import org.posthouse.text.Texts;

/// Runs people's scripts over their mail. The target is the account. What a script decides and the end of the row are one transaction, so a message is neither filed twice nor lost; a script that fails,
/// and one that would reject what the session has already taken, keep the message.
@ApplicationScoped public class FilterTransport implements Transport {
    private static final System.Logger LOG = System.getLogger(FilterTransport.class.getName());
    private static final int LANES = 8;

    @Inject Filters filters;
    @Inject Scripts scripts;
    @Inject Redirects redirects;
    @Inject SeenBefore seen;
    @Inject Accounts accounts;
    @Inject Expansion expansion;
    @Inject ChangedMail changed;
    @Inject Messages messages;
    @Inject Folders folders;
    @Inject Queue queue;
    @Inject Answers answers;
    @Inject HouseMail mail;
    @Inject OpenStore open;
    @Inject UnitOfWork unitOfWork;
    @Inject Journal journal;
    @Inject Clock clock;

    @Override public String name() { return Sorting.TRANSPORT; }

    @Override public String destination(String target, String recipient) { return "filter:" + Math.floorMod(Long.hashCode(account(target)), LANES); }

    /// An account and those that have sorted the message before it.
    static String target(String account, Sorting.Sorted before) { return account + before.accounts().stream().sorted().map(one -> " " + one).collect(Collectors.joining()); }

    private static long account(String target) { return Long.parseLong(target.split(" ", 2)[0]); }

    private static Sorting.Sorted sorted(String target) { return new Sorting.Sorted(Stream.of(target.split(" ")).map(Long::parseLong).collect(Collectors.toSet())); }

    @Override public int runs() { return 1; }

    @Override public void carry(Run run) throws InterruptedException {
        for (var load = run.next(); load.isPresent(); load = run.next()) for (var delivery : load.get().deliveries()) sort(run, load.get(), delivery);
    }

    private void sort(Run run, Load load, Delivery delivery) {
        long account = account(delivery.target());
        try {
            var judged = judged(load, delivery, account);
            var verdict = judged.verdict();
            var said = answer(load, delivery, account, verdict);
            try (var versions = changed.versions(load, verdict)) {
                run.settle(load, Map.of(delivery, new Outcome.Done(Remark.own("2.0.0", words(verdict)), true)), () -> {
                    said.forEach(Runnable::run);
                    carryOut(load, delivery, account, verdict, versions);
                });
            }
        } catch (IOException | UncheckedIOException | HouseMail.NotSent failed) {
            run.settle(load, Map.of(delivery, new Outcome.Later(Remark.own("4.3.0", String.valueOf(failed.getMessage())))));
        }
    }

    private Redirects.Judged judged(Load load, Delivery delivery, long account) throws IOException {
        var verdict = verdict(load, delivery, account);
        if (verdict.actions().stream().noneMatch(Action.Redirect.class::isInstance)) return new Redirects.Judged(verdict, List.of(), Optional.empty());
        var judged = unitOfWork.call(() -> redirects.judge(account, verdict));
        judged.spent().ifPresent(why -> failed(account, load, why));
        for (var address : judged.withheld()) note(delivery, Event.Kind.RULE, "kept", account, "not sent on to " + address);
        return judged;
    }

    private Verdict verdict(Load load, Delivery delivery, long account) throws IOException {
        var script = filters.current(account);
        var owner = unitOfWork.call(() -> accounts.find(account).filter(found -> found.trashed().isEmpty()));
        if (script.isEmpty() || owner.isEmpty()) return Verdict.KEEP;
        try (var body = open.get().read(load.record()).orElse(null)) {
            if (body == null) return Verdict.KEEP;
            return scripts.run(script.get(), account, load.envelope().facts(), body::open, load.sender(), delivery.original());
        } catch (RunFault fault) {
            failed(account, load, fault.getMessage());
            return Verdict.KEEP;
        }
    }

    /// Told once, until the script is saved again.
    private void failed(long account, Load load, String why) {
        LOG.log(System.Logger.Level.INFO, "event=filter-failed account={0} record={1} what={2}", Long.toString(account), load.record(), why);
        unitOfWork.run(() -> {
            var owner = accounts.find(account);
            if (owner.isEmpty() || !filters.failed(account, why)) return;
            var to = owner.get().primaryAddress();
            var texts = Texts.in(Language.of(owner.get().language()).orElse(Language.ENGLISH));
            mail.post("filter-failed/" + load.record() + "/" + account, to, texts.get("filter-letter", "subject"), texts.get("filter-letter", "text", why), List.of(to));
        });
    }

    /// @return what belongs in the transaction that ends the row
    private List<Runnable> answer(Load load, Delivery delivery, long account, Verdict verdict) throws IOException {
        var said = new ArrayList<Runnable>();
        for (var action : verdict.actions())
            if (action instanceof Action.Vacation(var text, var mime, var subject, var from, var addresses, var seconds, var handle))
                said.add(answers.say(load.record(), load.envelope(), account, delivery.original(), new Answers.Said(text, mime, subject, from, addresses, Duration.ofSeconds(seconds), handle)).note());
        return said;
    }

    /// In the transaction that ends the row.
    private void carryOut(Load load, Delivery delivery, long account, Verdict verdict, ChangedMail.Versions versions) {
        var edits = new ArrayList<Action>();
        var now = versions.of(List.of());
        var copy = Leaving.of(load, delivery);
        var sorted = sorted(delivery.target());
        var arrivals = new ArrayList<Arrival>();
        for (var action : verdict.actions()) {
            switch (action) {
                case Action.Keep(var flags) -> put(expansion.kept(now.entry(), copy.with(now.fields()), at(delivery), sorted), Marks.of(flags), arrivals);
                case Action.Reject _ -> put(expansion.kept(versions.of(List.of()).entry(), copy, at(delivery), sorted), Marks.NONE, arrivals);
                case Action.FileInto(var folder, var flags, _) -> {
                    arrivals.add(new Arrival(folders.filed(account, folder), now.entry().id(), delivery.number(), load.envelope().arrival(), load.prefix(), load.prefix().length + now.entry().envelope().facts().size(), Marks.of(flags)).behind(now.fields().getBytes(StandardCharsets.UTF_8)));
                    note(delivery, Event.Kind.DELIVERED, folder, account);
                }
                case Action.Redirect(var to) -> put(expansion.sentOn(now.entry(), copy.with(now.fields()), at(delivery), account, address(to), sorted), Marks.NONE, arrivals);
                case Action.Remember(var handle, var id, var seconds) -> seen.remember(account, handle, id, seconds);
                case Action.AddHeader _, Action.DeleteHeader _ -> {
                    edits.add(action);
                    var changed = versions.of(List.copyOf(edits));
                    if (changed != null) now = changed;
                }
                case Action.Vacation _ -> { }
            }
        }
        if (verdict.actions().stream().noneMatch(FilterTransport::leads)) note(delivery, Event.Kind.RULE, "discard", account);
        messages.add(arrivals);
    }

    private static boolean leads(Action action) { return action instanceof Action.Keep || action instanceof Action.FileInto || action instanceof Action.Redirect || action instanceof Action.Reject; }

    private static Address at(Delivery delivery) { return address(delivery.recipient()); }

    private static Address address(String text) {
        if (PathRead.parse("<" + text + ">") instanceof PathRead.Good(var path, _) && path.address().isPresent()) return path.address().get();
        throw new IllegalStateException("no address: " + text);
    }

    private void put(Copies copies, Marks marks, List<Arrival> arrivals) {
        for (var arrival : copies.arrivals()) arrivals.add(arrival.marked(marks));
        queue.add(copies.consignments());
    }

    private void note(Delivery delivery, Event.Kind kind, String subject, long account) { note(delivery, kind, subject, account, ""); }

    private void note(Delivery delivery, Event.Kind kind, String subject, long account, String text) {
        journal.note(new Event(clock.instant(), delivery.record().toString(), delivery.original(), kind, subject, text).to(delivery.recipient()).of(account));
    }

    private static String words(Verdict verdict) {
        return verdict.actions().stream().map(action -> switch (action) {
            case Action.Keep _ -> Folder.INBOX;
            case Action.FileInto(var folder, _, _) -> folder;
            case Action.Redirect(var to) -> "-> " + to;
            case Action.Reject _ -> "kept instead of rejected";
            case Action.Vacation _ -> "answered";
            case Action.Remember _, Action.AddHeader _, Action.DeleteHeader _ -> "";
        }).filter(word -> !word.isEmpty()).reduce((one, other) -> one + ", " + other).orElse("thrown away");
    }
}
