package org.posthouse.delivery;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Clock;
import java.util.List;
import org.posthouse.account.Account;
import org.posthouse.account.Accounts;
import org.posthouse.database.UnitOfWork;
import org.posthouse.housemail.HouseMail;
import org.posthouse.mailbox.FullnessTold;
import org.posthouse.mailbox.FullnessTold.Passed;
import org.posthouse.setting.Setting;
import org.posthouse.setting.Settings;
import org.posthouse.setting.TextSetting;
import org.posthouse.text.Language;
import org.posthouse.text.Texts;

/// Tells people that their mailbox is nearly full, in that mailbox, which takes mail of the house whatever it holds.
@ApplicationScoped public class FullMailboxes {
    private static final String TEXTS = "full-letter";
    private static final int AT_ONCE = 100;

    @Inject FullnessTold told;
    @Inject Accounts accounts;
    @Inject HouseMail mail;
    @Inject Settings settings;
    @Inject UnitOfWork unitOfWork;
    @Inject Clock clock;

    /// @return how many were told
    public long run() {
        if (!unitOfWork.call(settings::now).flag(Setting.MAILBOX_WARNINGS)) return 0;
        long all = 0;
        long some = AT_ONCE;
        while (some == AT_ONCE) {
            some = unitOfWork.call(() -> {
                var untold = told.untold(AT_ONCE);
                untold.forEach(one -> accounts.find(one.account()).ifPresent(account -> write(account, one)));
                return (long) untold.size();
            });
            all += some;
        }
        return all;
    }

    private void write(Account account, Passed passed) {
        var texts = Texts.in(Language.of(account.language()).or(() -> Language.of(settings.now().text(TextSetting.HOUSE_LANGUAGE))).orElse(Language.ENGLISH));
        var address = account.primaryAddress();
        boolean byOctets = passed.octetLimit() > 0 && (passed.messageLimit() == 0 || passed.octets() * passed.messageLimit() >= passed.messages() * passed.octetLimit());
        var used = byOctets ? texts.get(TEXTS, "octets", texts.size(passed.octets()), texts.size(passed.octetLimit())) : texts.get(TEXTS, "messages", passed.messages(), passed.messageLimit());
        var then = texts.get(TEXTS, settings.now().flag(Setting.MAILBOX_FULL_REFUSES) ? "refused" : "waits");
        mail.post("full/" + passed.account() + "/" + clock.millis(), address, texts.get(TEXTS, "subject", passed.percent()), texts.get(TEXTS, "text", account.name(), address, passed.percent(), used, then), List.of(address));
    }
}
