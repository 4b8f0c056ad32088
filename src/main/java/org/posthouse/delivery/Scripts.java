package org.posthouse.delivery;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.io.UncheckedIOException;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import org.posthouse.account.Accounts;
import org.posthouse.account.LocalRecipient;
import org.posthouse.connector.api.BodyFacts;
import org.posthouse.connector.api.Envelope;
import org.posthouse.connector.api.Reply;
import org.posthouse.database.UnitOfWork;
import org.posthouse.filter.FilteredMail;
import org.posthouse.filter.Filters;
import org.posthouse.filter.SeenBefore;
import org.posthouse.mailbox.Folders;
import org.posthouse.mime.Address;
import org.posthouse.reply.AutoAnswers;
import org.posthouse.sieve.Action;
import org.posthouse.sieve.RunFault;
import org.posthouse.sieve.Script;
import org.posthouse.sieve.Verdict;

/// Runs people's scripts. Opens transactions of its own for what a script asks about folders and earlier messages.
@ApplicationScoped public class Scripts {
    private static final int MOST_ASKED = 20;
    private static final Reply REJECTED = Reply.of(550, "5.7.1", "The recipient rejects this message");

    @Inject Filters filters;
    @Inject SeenBefore seen;
    @Inject Accounts accounts;
    @Inject Folders folders;
    @Inject UnitOfWork unitOfWork;
    @Inject AutoAnswers due;
    @Inject Clock clock;

    /// @param recipient the envelope's that led to the account
    Verdict run(Script script, long account, BodyFacts facts, FilteredMail.Source body, String sender, String recipient) throws RunFault {
        var zone = unitOfWork.call(() -> accounts.find(account).map(owner -> owner.timeZone()).orElse(""));
        return script.run(new FilteredMail(facts, body, sender, recipient, clock.instant().atZone(due.zone(zone)),
                name -> unitOfWork.call(() -> folders.named(account, name).isPresent()), (handle, id) -> unitOfWork.call(() -> seen.seen(account, handle, id))));
    }

    /// A message that everybody rejects whom it is for is refused before it is taken (RFC 5429 §2.1), and its own server tells its sender. In any other case nothing is sent back, because the
    /// sender may be anybody: who rejects what was taken keeps it.
    ///
    /// @param mailboxes of the recipients, each of them when there are as many
    public Optional<Reply> rejection(Envelope envelope, List<LocalRecipient> mailboxes, BodyFacts facts, FilteredMail.Source body) {
        if (mailboxes.isEmpty() || mailboxes.size() != envelope.recipients().size() || mailboxes.size() > MOST_ASKED) return Optional.empty();
        var reply = Optional.<Reply>empty();
        for (int i = 0; i < mailboxes.size(); i++) {
            long account = mailboxes.get(i).account();
            var script = filters.current(account).filter(one -> one.reads("reject") || one.reads("ereject"));
            if (script.isEmpty()) return Optional.empty();
            var said = rejected(script.get(), account, facts, body, text(envelope.sender().path().address()), text(envelope.recipients().get(i).path().address()));
            if (said.isEmpty()) return Optional.empty();
            reply = said;
        }
        return reply;
    }

    private Optional<Reply> rejected(Script script, long account, BodyFacts facts, FilteredMail.Source body, String sender, String recipient) {
        try {
            return run(script, account, facts, body, sender, recipient).actions().stream().filter(Action.Reject.class::isInstance).map(Action.Reject.class::cast).findFirst().map(reject -> reply(reject.text()));
        } catch (RunFault | UncheckedIOException kept) {
            return Optional.empty();
        }
    }

    /// RFC 5429 §2.2.1: the text where it can stand in a reply.
    private static Reply reply(String text) {
        var line = text.strip().lines().findFirst().orElse("");
        return line.matches("[ -~]{1,400}") ? Reply.of(550, "5.7.1", line) : REJECTED;
    }

    private static String text(Optional<Address> address) { return address.map(Address::toString).orElse(""); }
}
