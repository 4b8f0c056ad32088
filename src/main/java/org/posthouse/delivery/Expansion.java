package org.posthouse.delivery;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Clock;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.posthouse.account.DeliveryPlan.Detail;
import org.posthouse.account.DeliveryPlans;
import org.posthouse.account.LocalRecipient;
import org.posthouse.connector.api.Recipient;
import org.posthouse.connector.api.Recipient.Notify;
import org.posthouse.connector.api.SignedIn;
import org.posthouse.journey.Event;
import org.posthouse.journey.Journal;
import org.posthouse.list.ListTransport;
import org.posthouse.mailbox.Arrival;
import org.posthouse.mailbox.Folder;
import org.posthouse.mailbox.Folders;
import org.posthouse.mailbox.OpenStore;
import org.posthouse.mime.Address;
import org.posthouse.mime.Path;
import org.posthouse.queue.Consignment;
import org.posthouse.queue.ExpandedTransport;
import org.posthouse.reply.AutoAnswers;
import org.posthouse.routing.Expanded;
import org.posthouse.routing.Goal;
import org.posthouse.routing.Resolution;
import org.posthouse.routing.Routing;
import org.posthouse.routing.Rule;
import org.posthouse.routing.Sorting;
import org.posthouse.routing.Srs;
import org.posthouse.setting.HostName;
import org.posthouse.store.Entry;
import org.posthouse.store.Ruling;
import org.posthouse.store.Trace;
import org.posthouse.transport.MailboxTransport;
import org.posthouse.transport.ReturnTransport;

/// One envelope becomes rows: what ends in a mailbox goes straight there, everything else into the queue. Deterministic as long as the tables stay the same: a copy's number is its recipient's
/// place in the envelope, also of one that was sent on: no mailbox and no address elsewhere gets two of one expansion. What an account sends on after sorting is an expansion of its own, and so is
/// each copy that a list sends.
@ApplicationScoped public class Expansion {
    private static final String SMTP = "smtp";
    private static final Address POSTMASTER = new Address("postmaster", "");

    @Inject Routing routing;
    @Inject Srs srs;
    @Inject Folders folders;
    @Inject OpenStore open;
    @Inject HostName hostname;
    @Inject AutoAnswers answers;
    @Inject DeliveryPlans plans;
    @Inject Journal journal;
    @Inject Clock clock;

    /// In the dispatcher's transaction.
    Copies expand(Entry entry) { return new Expanding(entry).copies(); }

    /// A copy of one stored message for one address. In the caller's transaction.
    Copies expand(Entry entry, Leaving copy) {
        var expanding = new Expanding(entry);
        expanding.new One(copy).expand();
        return new Copies(expanding.arrivals, expanding.consignments);
    }

    /// A copy that an account here does not take goes back to where its return path leads.
    Copies back(Entry entry, Leaving copy, LocalRecipient to, String enhanced, String why) {
        var expanding = new Expanding(entry);
        expanding.new One(copy).back(to, enhanced, why);
        return new Copies(expanding.arrivals, expanding.consignments);
    }

    /// One recipient's copy goes on after its account has sorted it: by the delivery plan, or to another address. Nobody holds it a second time.
    ///
    /// @param at     the account's address
    /// @param sorted who has sorted this copy
    Copies kept(Entry entry, Leaving copy, Address at, Sorting.Sorted sorted) { return new Expanding(entry).one(copy, routing.kept(at, sorted), sorted); }

    Copies sentOn(Entry entry, Leaving copy, Address at, long account, Address to, Sorting.Sorted sorted) { return new Expanding(entry).one(copy, routing.sentOn(to, at, account, sorted), sorted); }

    /// The work on one envelope.
    private final class Expanding {
        private final Entry entry;
        private final TracePrefix prefixes = new TracePrefix(hostname.now());
        private final List<Arrival> arrivals = new ArrayList<>();
        private final List<Consignment> consignments = new ArrayList<>();
        private final Set<String> seen = new HashSet<>();
        private final Map<String, byte[]> onward = new HashMap<>();
        private Hops hops;

        Expanding(Entry entry) { this.entry = entry; }

        Copies copies() {
            var recipients = entry.envelope().envelope().recipients();
            for (var ruling : entry.envelope().intake().rulings()) if (ruling.action() != Ruling.Action.DISCARD) told(ruling);
            for (int i = 0; i < recipients.size(); i++) {
                var discarded = entry.envelope().intake().discarded(i);
                if (discarded.isPresent()) note(recipients.get(i).path(), Event.Kind.RULE, discarded.get().rule(), "discarded");
                else new One(Leaving.of(entry, i)).expand();
            }
            return new Copies(arrivals, consignments);
        }

        Copies one(Leaving copy, Expanded expanded, Sorting.Sorted sorted) {
            new One(new Leaving(unreported(copy.recipient()), copy.number(), copy.sender(), copy.fields(), "")).expand(expanded, sorted);
            return new Copies(arrivals, consignments.stream().map(one -> one.transport().equals(Sorting.TRANSPORT) ? one.to(FilterTransport.target(one.target(), sorted)) : one).toList());
        }

        /// Of success the sender has heard when the message came to who sorts it.
        private static Recipient unreported(Recipient recipient) {
            var rest = EnumSet.noneOf(Notify.class);
            rest.addAll(recipient.notifies());
            if (rest.remove(Notify.SUCCESS) && rest.isEmpty()) rest.add(Notify.NEVER);
            return new Recipient(recipient.path(), rest, recipient.orcpt());
        }

        private void told(Ruling ruling) {
            var places = ruling.recipients();
            if (places.isEmpty()) note(Path.NULL, Event.Kind.RULE, ruling.rule(), ruling.text());
            for (int place : places) note(entry.envelope().envelope().recipients().get(place).path(), Event.Kind.RULE, ruling.rule(), ruling.text());
        }

        private void note(Path recipient, Event.Kind kind, String subject, String text) { journal.note(event(recipient, kind, subject, text)); }

        private Event event(Path recipient, Event.Kind kind, String subject, String text) {
            return new Event(clock.instant(), entry.id().toString(), recipient.address().map(Address::toString).orElse(""), kind, subject, text);
        }

        /// Read when the first copy leaves, and not for what the house has just made.
        private Hops hops() {
            if (hops == null) hops = entry.envelope().isOwn() || !open.isOpen() ? Hops.NONE : Hops.of(open.get(), entry.id());
            return hops;
        }

        /// One recipient.
        private final class One {
            private final Recipient recipient;
            private final int number;
            private final Path from;
            private final String original;
            private final String fields;
            private final String hold;
            private Wishes wishes;

            One(Leaving copy) {
                recipient = copy.recipient();
                number = copy.number();
                from = copy.sender();
                original = recipient.path().address().map(Address::toString).orElse("");
                fields = copy.fields();
                hold = copy.hold();
            }

            void expand() { expand(routing.expand(recipient.path().address().orElse(POSTMASTER)), Sorting.Sorted.NOBODY); }

            /// @param sorted whose answers are in the queue already
            void expand(Expanded expanded, Sorting.Sorted sorted) {
                wishes = Wishes.of(recipient.notifies(), expanded.goals());
                if (wishes.expanded()) consign(ExpandedTransport.NAME, "", sender(), original, Set.of(Notify.SUCCESS), 0, away(Optional.empty()));
                expanded.goals().forEach(this::carry);
                for (var account : expanded.accounts())
                    if (!sorted.accounts().contains(account.account()) && seen.add("answer " + account.account())) answers.due(entry, number, recipient.path(), account, hold).ifPresent(consignments::add);
            }

            private void carry(Goal goal) {
                if (!seen.add(key(goal))) return;                        // named twice, delivered once
                goal.rule().ifPresent(rule -> journal.note(event(recipient.path(), Event.Kind.REWRITTEN, goal.address().toString(), words(rule)).of(goal.account())));
                switch (goal.end()) {
                    case Resolution.Mailbox(var to) -> mailbox(goal, to);
                    case Resolution.Outlet(var to) -> consign(to.transport(), to.target(), sender(), goal.address().toString(), wishes.of(goal), goal.account(), prefixes.here(entry, from, recipient.path(), fields));
                    case Resolution.Remote(var address) -> remote(goal, address);
                    case Resolution.Stranded(_, var status, var why) -> back(goal, status, why);
                    case Resolution.Unknown _, Resolution.Onward _ -> back(goal, "5.1.1", "No such recipient here");
                }
            }

            /// Into the mailbox at once, unless somebody has to release it or its success is to be reported: the queue does both.
            private void mailbox(Goal goal, LocalRecipient to) {
                var prefix = prefixes.here(entry, from, recipient.path(), fields);
                var notifies = wishes.of(goal);
                var wish = to.detail().isEmpty() ? Detail.INBOX : plans.current(to.account()).detail();
                boolean makes = wish == Detail.MADE;
                var detail = wish == Detail.INBOX ? "" : to.detail();
                if (!hold.isEmpty() || notifies.contains(Notify.SUCCESS)) {
                    consign(MailboxTransport.MAILBOX, MailboxTransport.target(to.account(), detail, makes), sender(), to.primary().toString(), notifies, to.account(), prefix);
                    return;
                }
                var folder = detail.isEmpty() ? Optional.<Long>empty() : folders.detailed(to.account(), detail, makes);
                journal.note(event(recipient.path(), Event.Kind.DELIVERED, folder.isPresent() ? detail : Folder.INBOX, "").to(to.primary().toString()).of(to.account()));
                arrivals.add(new Arrival(folder.orElseGet(() -> folders.inbox(to.account())), entry.id(), number, entry.envelope().arrival(), prefix, prefix.length + entry.envelope().facts().size()));
            }

            private void remote(Goal goal, Address address) {
                if (hops().circle()) back(goal, "5.4.6", "The message has passed more than " + Hops.MOST + " servers, so it goes in a circle");
                else if (goal.sentOn() && hops().by(goal.by())) back(goal, "5.4.6", "The message was sent on by " + goal.by() + " before, so it goes in a circle");
                else consign(SMTP, "", goal.sentOn() ? srs.sender(sender(), goal.by()) : sender(), address.toString(), wishes.of(goal), goal.account(), away(goal.sentOn() ? Optional.of(goal.by()) : Optional.empty()));
            }

            /// To the sender, by the reports of the queue. What could be tried again later is not, since nothing would look the address up afresh.
            private void back(Goal goal, String status, String why) {
                consign(ReturnTransport.NAME, "5" + status.substring(1) + " " + why, sender(), goal.address().toString(), wishes.of(goal), goal.account(), away(Optional.empty()));
            }

            void back(LocalRecipient to, String enhanced, String why) { consign(ReturnTransport.NAME, "5" + enhanced.substring(1) + " " + why, sender(), to.primary().toString(), recipient.notifies(), to.account(), away(Optional.empty())); }

            private byte[] away(Optional<Address> by) {
                boolean only = entry.envelope().envelope().recipients().size() == 1;
                return onward.computeIfAbsent(by.map(Address::toString).orElse("") + "\n" + fields, _ -> prefixes.onward(entry, only ? Optional.of(recipient.path()) : Optional.empty(), by, fields));
            }

            private String sender() { return from.address().map(Address::toString).orElse(""); }

            private void consign(String transport, String target, String sender, String to, Set<Notify> notifies, long account, byte[] prefix) {
                long whose = account != 0 ? account : entry.envelope().trace().flatMap(Trace::who).map(SignedIn::account).orElse(0L);
                consignments.add(new Consignment(entry.id(), number, sender, to, original, notifies, recipient.orcpt(), whose, transport, target, prefix, hold));
            }
        }
    }

    private static String key(Goal goal) {
        return switch (goal.end()) {
            case Resolution.Mailbox(var to) -> to.account() + " " + to.key() + " " + to.detail();
            case Resolution.Remote(var address) -> address.local() + "@" + address.domainKey();
            case Resolution.Outlet(var to) when to.transport().equals(ListTransport.NAME) -> to.transport() + " " + to.target();             // whichever of the list's names
            case Resolution.Outlet(var to) -> to.transport() + " " + to.target() + " " + goal.address().key();
            case Resolution end -> end.toString();
        };
    }

    private static String words(Rule rule) { return rule.label().replace('-', ' ') + " " + rule.name(); }
}
