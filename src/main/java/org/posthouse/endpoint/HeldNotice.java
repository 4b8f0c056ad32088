package org.posthouse.endpoint;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.temporal.ChronoUnit;
import java.util.List;
import org.posthouse.connector.api.SignedIn;
import org.posthouse.database.UnitOfWork;
import org.posthouse.housemail.HouseMail;
import org.posthouse.policy.Rates.Excess;
import org.posthouse.setting.Settings;
import org.posthouse.setting.TextSetting;
import org.posthouse.text.Language;
import org.posthouse.text.Texts;

/// Tells the owner of an account and the postmaster that more is sent than a rate allows, and that mail waits for it.
@ApplicationScoped public class HeldNotice {
    private static final String TEXTS = "held-letter";

    @Inject UnitOfWork unitOfWork;
    @Inject HouseMail mail;
    @Inject Settings settings;
    @Inject Clock clock;

    /// On a thread of its own: it writes to the store.
    void tell(SignedIn who, Excess excess) {
        var now = settings.now();
        var texts = Texts.in(Language.of(now.text(TextSetting.HOUSE_LANGUAGE)).orElse(Language.ENGLISH));
        var cause = "rate/" + excess.who() + "/" + clock.instant().truncatedTo(ChronoUnit.HOURS);
        unitOfWork.run(() -> mail.post(cause, who.address(), texts.get(TEXTS, "subject", who.address()), texts.get(TEXTS, "text", who.address(), excess.who(), excess.hold()), List.of(who.address(), "postmaster")));
    }
}
