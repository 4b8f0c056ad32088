package org.posthouse.delivery;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.posthouse.account.Account;
import org.posthouse.account.Accounts;
import org.posthouse.account.AgreedAddresses;
import org.posthouse.account.ForwardAsked;
import org.posthouse.housemail.HouseMail;
import org.posthouse.link.MailedLinks;
import org.posthouse.link.Pending;
import org.posthouse.link.Purpose;
import org.posthouse.security.Fingerprint;
import org.posthouse.setting.HostName;
import org.posthouse.setting.Settings;
import org.posthouse.setting.TextSetting;
import org.posthouse.text.Language;
import org.posthouse.text.Texts;

/// Asks whoever reads mail at an address elsewhere whether it may get an account's mail. In the caller's transaction.
@ApplicationScoped public class ForwardLetters {
    public static final Duration GOOD_FOR = Duration.ofDays(7);
    private static final Duration DAY = Duration.ofDays(1);
    private static final System.Logger LOG = System.getLogger(ForwardLetters.class.getName());
    private static final String TEXTS = "forward-letter";
    /// Strangers an account may have asked and not heard of yet, within a day.
    static final int MOST_A_DAY = 20;

    @Inject Accounts accounts;
    @Inject AgreedAddresses agreed;
    @Inject MailedLinks links;
    @Inject HouseMail mail;
    @Inject HostName hostName;
    @Inject Settings settings;
    @Inject Clock clock;

    /// What is asked.
    ///
    /// @param from the account's address
    /// @param to   where its mail would go
    public record Question(long account, String from, String to) { }

    void asked(@Observes ForwardAsked event) { accounts.find(event.account()).ifPresent(account -> ask(account, event.address())); }

    /// The name of the one who asks is not told: it would be a stranger's words in a mail of the house.
    /// An address that was taken away and put back is not asked anew: the letter it has is good.
    ///
    /// @throws Rejected INVALID `forward` when the account has asked too many
    private void ask(Account account, String to) {
        var instant = clock.instant();
        var asked = links.pending(Purpose.FORWARD, Long.toString(account.id()));
        if (asked.stream().anyMatch(one -> one.payload().equals(to) && one.since().isAfter(instant.minus(AgreedAddresses.AGAIN_AFTER)))) return;
        if (asked.stream().filter(one -> one.since().isAfter(instant.minus(DAY))).count() >= MOST_A_DAY) throw AgreedAddresses.askedTooMany(MOST_A_DAY);
        var now = settings.now();
        var texts = Texts.in(Language.of(account.language()).or(() -> Language.of(now.text(TextSetting.HOUSE_LANGUAGE))).orElse(Language.ENGLISH));
        var from = account.primaryAddress();
        var token = links.issue(Purpose.FORWARD, Long.toString(account.id()), to, GOOD_FOR);
        mail.post("forward/" + account.id() + "/" + Fingerprint.of(to) + "/" + clock.millis(), to, texts.get(TEXTS, "subject", from), texts.get(TEXTS, "text", from, to, hostName.web(now) + "forward/" + token, GOOD_FOR.toDays()), List.of(to));
    }

    /// What a token asks, while it is still a question.
    public Optional<Question> question(String token) { return links.find(token).filter(one -> one.purpose() == Purpose.FORWARD).flatMap(this::question); }

    private Optional<Question> question(Pending pending) {
        long account = Long.parseLong(pending.subject());
        return accounts.find(account).filter(_ -> agreed.isAwaiting(account, pending.payload()))
                .map(owner -> new Question(account, owner.primaryAddress(), pending.payload()));
    }

    /// From now on mail goes there. Earlier letters about the same say nothing more.
    ///
    /// @return what was agreed to; empty when nothing was asked, or not any more
    public Optional<Question> agree(String token) {
        var question = question(token);
        if (question.isEmpty() || links.use(Purpose.FORWARD, token).isEmpty() || !agreed.agree(question.get().account(), question.get().to())) return Optional.empty();
        LOG.log(System.Logger.Level.INFO, "event=forward-agreed account={0} to={1}", Long.toString(question.get().account()), question.get().to());
        return question;
    }
}
