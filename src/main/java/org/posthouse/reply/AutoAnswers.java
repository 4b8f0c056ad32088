package org.posthouse.reply;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.ZoneId;
import java.util.Optional;
import java.util.Set;
import org.posthouse.account.AutoReplies;
import org.posthouse.account.AutoReplies.Answering;
import org.posthouse.account.AutoReply.Mode;
import org.posthouse.account.Directory;
import org.posthouse.account.LocalRecipient;
import org.posthouse.connector.api.Recipient.Notify;
import org.posthouse.mime.Address;
import org.posthouse.mime.Path;
import org.posthouse.queue.Consignment;
import org.posthouse.setting.Settings;
import org.posthouse.setting.TextSetting;
import org.posthouse.store.Entry;
import org.posthouse.store.StoredEnvelope;

/// Asked for each account that a message comes to whether it may have to be answered. Answers from memory.
@ApplicationScoped public class AutoAnswers {
    @Inject AutoReplies replies;
    @Inject Directory directory;
    @Inject Answered answered;
    @Inject Pace pace;
    @Inject Settings settings;

    /// @param number    of the recipient in the envelope
    /// @param recipient the one in the envelope
    /// @param to        the account it led to
    /// @param hold      why the message itself waits; its answer waits with it
    /// @return what goes into the queue; whether the message itself may be answered is found out there
    public Optional<Consignment> due(Entry entry, int number, Path recipient, LocalRecipient to, String hold) {
        var all = replies.answering();
        var answering = all.isEmpty() ? null : all.get(to.account());
        var sender = entry.envelope().envelope().sender().path().address();
        if (answering == null || sender.isEmpty() || never(entry.envelope(), sender.get(), to.account())) return Optional.empty();        // RFC 3834 §2: never to the null sender
        if (!answering.reply().answersOn(entry.envelope().arrival().atZone(zone(answering.zone())).toLocalDate())) return Optional.empty();
        if (toldLately(answering, entry, sender.get(), to)) return Optional.empty();
        var original = recipient.address().map(Address::toString).orElse("");
        return Optional.of(new Consignment(entry.id(), number, sender.get().toString(), to.primary().toString(), original, Set.of(Notify.NEVER), "", to.account(), ReplyTransport.NAME, Long.toString(to.account()),
                new byte[0], hold));
    }

    /// Whatever is to be said: mail of the house, of machines, of the account itself, of who is not the sender, and more than a fair share is not answered.
    boolean never(StoredEnvelope envelope, Address sender, long account) {
        if (envelope.isOwn() || envelope.intake().spf().equals("fail")) return true;                           // not the sender's own words: an answer would hit a stranger
        boolean local = directory.isLocal(sender);
        if (Etiquette.of(sender, local).isPresent()) return true;
        return local && directory.recipient(sender).filter(own -> own.account() == account).isPresent() || pace.spent(account, sender.key());
    }

    private boolean toldLately(Answering answering, Entry entry, Address sender, LocalRecipient to) {
        return answering.reply().mode() == Mode.VACATION && answered.lately(to.account(), sender.key()).filter(at -> !at.isBefore(answering.since()))
                .filter(at -> at.plus(Duration.ofDays(answering.reply().everyDays())).isAfter(entry.envelope().arrival())).isPresent();
    }

    /// @param own an account's; empty for the house's
    public ZoneId zone(String own) {
        if (!own.isEmpty()) return ZoneId.of(own);
        var house = settings.now().text(TextSetting.HOUSE_TIME_ZONE);
        return house.isEmpty() ? ZoneId.systemDefault() : ZoneId.of(house);
    }
}
