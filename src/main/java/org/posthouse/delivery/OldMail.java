package org.posthouse.delivery;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Clock;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.posthouse.account.Account;
import org.posthouse.account.Accounts;
import org.posthouse.database.UnitOfWork;
import org.posthouse.housemail.HouseMail;
import org.posthouse.journey.Event;
import org.posthouse.journey.Journal;
import org.posthouse.mailbox.Expiry;
import org.posthouse.setting.Settings;
import org.posthouse.setting.TextSetting;
import org.posthouse.text.Language;
import org.posthouse.text.Texts;

/// Throws away mail that is older than its account or domain keeps it, and tells Postmaster whose and how much.
@ApplicationScoped public class OldMail {
    private static final String TEXTS = "expired-letter";
    private static final String POSTMASTER = "postmaster";
    private static final int LISTED = 1000;

    @Inject Expiry expiry;
    @Inject Accounts accounts;
    @Inject HouseMail mail;
    @Inject Journal journal;
    @Inject Settings settings;
    @Inject UnitOfWork unitOfWork;
    @Inject Clock clock;

    private record Sum(long messages, long octets) {
        Sum and(Sum more) { return new Sum(messages + more.messages, octets + more.octets); }
    }

    /// @return messages thrown away
    public long run() {
        var gone = new LinkedHashMap<Long, Sum>();
        try {
            for (var folder : unitOfWork.call(expiry::all)) {
                int step = Expiry.STEP;
                while (step == Expiry.STEP) {
                    var some = unitOfWork.call(() -> expiry.step(folder));
                    step = some.records().size();
                    if (step > 0) gone.merge(folder.account(), new Sum(step, some.octets()), Sum::and);
                    for (var record : some.records()) journal.note(new Event(clock.instant(), record.toString(), "", Event.Kind.REMOVED, "", "kept for " + folder.days() + " days").of(folder.account()));
                }
            }
        } finally {                                                      // what is gone is told, also when a later folder fails
            if (!gone.isEmpty()) unitOfWork.run(() -> report(gone));
        }
        return gone.values().stream().mapToLong(Sum::messages).sum();
    }

    private void report(Map<Long, Sum> gone) {
        var texts = Texts.in(Language.of(settings.now().text(TextSetting.HOUSE_LANGUAGE)).orElse(Language.ENGLISH));
        var lines = gone.entrySet().stream().limit(LISTED).map(one -> texts.get(TEXTS, "line", accounts.find(one.getKey()).map(Account::primaryAddress).orElse("?"), one.getValue().messages(), texts.size(one.getValue().octets())))
                .collect(Collectors.joining("\n"));
        var all = gone.values().stream().reduce(new Sum(0, 0), Sum::and);
        var more = gone.size() > LISTED ? "\n" + texts.get(TEXTS, "more", gone.size() - LISTED) : "";
        mail.post("expired/" + clock.millis(), POSTMASTER, texts.get(TEXTS, "subject", all.messages()), texts.get(TEXTS, "text", all.messages(), texts.size(all.octets()), lines + more), List.of(POSTMASTER));
    }
}
