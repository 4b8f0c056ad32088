package org.posthouse.delivery;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Clock;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
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
    private static final Address POSTMASTER = new Address("postmaster", "");

    @Inject Routing routing;
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
            for (var goal : routing.expand(path.address().orElse(POSTMASTER)).goals()) {
                var keeper = goal.end() instanceof Resolution.Mailbox(var found) ? found : postmaster(entry, path);
                if (!seen.add(keeper.account() + " " + keeper.key() + " " + keeper.detail())) continue;     // named twice, delivered once
                journal.note(new Event(clock.instant(), entry.id().toString(), path.address().map(Address::toString).orElse(""), Event.Kind.DELIVERED, "INBOX", "").to(keeper.primary().toString()).of(keeper.account()));
                var prefix = prefixes.of(entry, path);
                arrivals.add(new Arrival(folders.inbox(keeper.account()), entry.id(), i, entry.envelope().arrival(), prefix, prefix.length + entry.envelope().facts().size()));
            }
        }
        return new Copies(arrivals, List.of());
    }

    /// What was promised at RCPT may have been deleted since; the promise to deliver or report still holds, so the postmaster gets it.
    private LocalRecipient postmaster(Entry entry, Path path) {
        LOG.log(System.Logger.Level.WARNING, "event=recipient-gone record={0} recipient={1} delivered-to=postmaster", entry.id(), path);
        return Optional.of(routing.resolve(POSTMASTER)).filter(Resolution.Mailbox.class::isInstance).map(Resolution.Mailbox.class::cast)
                .orElseThrow(() -> new IllegalStateException("there is no postmaster")).recipient();
    }
}
