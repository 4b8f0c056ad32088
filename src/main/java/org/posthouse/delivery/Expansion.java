package org.posthouse.delivery;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Clock;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.posthouse.account.DeliveryPlan;
import org.posthouse.account.DeliveryPlans;
import org.posthouse.account.LocalRecipient;
import org.posthouse.journey.Event;
import org.posthouse.journey.Journal;
import org.posthouse.mailbox.Arrival;
import org.posthouse.mailbox.Folders;
import org.posthouse.mime.Address;
import org.posthouse.mime.Path;
import org.posthouse.routing.Resolution;
import org.posthouse.routing.Routing;
import org.posthouse.setting.HostName;
import org.posthouse.store.Entry;

/// One envelope becomes rows. Deterministic as long as the directory stays the same: a copy's delivery number is its recipient's place in the envelope,
/// also of one that was forwarded: no mailbox gets two for one recipient.
@ApplicationScoped public class Expansion {
    private static final System.Logger LOG = System.getLogger(Expansion.class.getName());
    /// Accounts that one recipient's mail may pass: more would be a mistake, and the rest of them is left out.
    private static final int MOST_ASKED = 1000;
    private static final Address POSTMASTER = new Address("postmaster", "");

    @Inject Routing routing;
    @Inject DeliveryPlans deliveries;
    @Inject Folders folders;
    @Inject HostName hostname;
    @Inject Journal journal;
    @Inject Clock clock;

    /// In the dispatcher's transaction.
    Copies expand(Entry entry) {
        var prefixes = new TracePrefix(hostname.now());
        var arrivals = new ArrayList<Arrival>();
        var seen = new HashSet<String>();
        var recipients = entry.envelope().envelope().recipients();
        for (int i = 0; i < recipients.size(); i++) {
            var path = recipients.get(i).path();
            var target = mailbox(entry, path);
            for (var keeper : keepers(entry, target)) {
                if (!seen.add(keeper.account() + " " + keeper.key() + " " + keeper.detail())) continue;     // named twice, delivered once
                journal.note(new Event(clock.instant(), entry.id().toString(), path.address().map(Address::toString).orElse(""), Event.Kind.DELIVERED, "INBOX", "").to(keeper.primary().toString()).of(keeper.account()));
                var prefix = prefixes.of(entry, path);
                arrivals.add(new Arrival(folders.inbox(keeper.account()), entry.id(), i, entry.envelope().arrival(), prefix, prefix.length + entry.envelope().facts().size()));
            }
        }
        return new Copies(arrivals, List.of());
    }

    /// Whose mailboxes a recipient's mail ends in when each account on its way is asked once: loops end, and nobody gets two copies for one recipient. Where nobody keeps it, the recipient does.
    private List<LocalRecipient> keepers(Entry entry, LocalRecipient recipient) {
        if (deliveries.current(recipient.account()).equals(DeliveryPlan.HERE)) return List.of(recipient);
        var keepers = new ArrayList<LocalRecipient>();
        spread(entry, recipient, new HashSet<>(), keepers);
        return keepers.isEmpty() ? List.of(recipient) : keepers;
    }

    private void spread(Entry entry, LocalRecipient to, Set<Long> asked, List<LocalRecipient> keepers) {
        if (asked.size() >= MOST_ASKED || !asked.add(to.account())) return;
        var plan = deliveries.current(to.account());
        boolean keeps = plan.keeps();
        var further = new ArrayList<LocalRecipient>();
        for (var address : plan.forward()) {
            var found = deliveries.parsed(address).map(routing::resolve);
            if (found.isPresent() && found.get() instanceof Resolution.Mailbox(var next)) further.add(next);
            else {
                keeps = true;                                            // it cannot be sent on, so it must not be lost
                LOG.log(System.Logger.Level.INFO, "event=not-forwarded record={0} account={1} to={2} what=kept in the mailbox", entry.id(), Long.toString(to.account()), address);
            }
        }
        if (keeps) keepers.add(to);
        for (var next : further) spread(entry, next, asked, keepers);
    }

    /// What was promised at RCPT may have been deleted since; the promise to deliver or report still holds, so the postmaster gets it.
    private LocalRecipient mailbox(Entry entry, Path path) {
        var found = path.address().map(routing::resolve);
        if (found.isPresent() && found.get() instanceof Resolution.Mailbox(var recipient)) return recipient;
        LOG.log(System.Logger.Level.WARNING, "event=recipient-gone record={0} recipient={1} delivered-to=postmaster", entry.id(), path);
        return Optional.of(routing.resolve(POSTMASTER)).filter(Resolution.Mailbox.class::isInstance).map(Resolution.Mailbox.class::cast)
                .orElseThrow(() -> new IllegalStateException("there is no postmaster")).recipient();
    }
}
