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
    /// @return what goes into the queue; whether the message itself may be answered is found out there
    public Optional<Consignment> due(Entry entry, int number, Path recipient, LocalRecipient to) {
        var all = replies.answering();
        var answering = all.isEmpty() ? null : all.get(to.account());
        var sender = entry.envelope().envelope().sender().path().address();
        if (answering == null || sender.isEmpty() || entry.envelope().cause().isPresent()) return Optional.empty();        // RFC 3834 §2: never to the null sender
        if (entry.envelope().intake().spf().equals("fail")) return Optional.empty();                                       // not the sender's own words: an answer would hit a stranger
        if (!answering.reply().answersOn(entry.envelope().arrival().atZone(zone(answering.zone())).toLocalDate())) return Optional.empty();
        if (mayNot(answering, entry, sender.get(), to)) return Optional.empty();
        var original = recipient.address().map(Address::toString).orElse("");
        return Optional.of(new Consignment(entry.id(), number, sender.get().toString(), to.primary().toString(), original, Set.of(Notify.NEVER), "", to.account(), ReplyTransport.NAME, Long.toString(to.account()),
                new byte[0], entry.envelope().intake().hold()));
    }

    private boolean mayNot(Answering answering, Entry entry, Address sender, LocalRecipient to) {
        boolean local = directory.isLocal(sender);
        if (Etiquette.of(sender, local).isPresent()) return true;
        if (local && directory.recipient(sender).filter(own -> own.account() == to.account()).isPresent()) return true;     // mail to oneself
        if (pace.spent(to.account(), sender.key())) return true;
        return answering.reply().mode() == Mode.VACATION && answered.lately(to.account(), sender.key()).filter(at -> !at.isBefore(answering.since()))
                .filter(at -> at.plus(Duration.ofDays(answering.reply().everyDays())).isAfter(entry.envelope().arrival())).isPresent();
    }

    /// @param own an account's; empty for the house's
    ZoneId zone(String own) {
        if (!own.isEmpty()) return ZoneId.of(own);
        var house = settings.now().text(TextSetting.HOUSE_TIME_ZONE);
        return house.isEmpty() ? ZoneId.systemDefault() : ZoneId.of(house);
    }
}
