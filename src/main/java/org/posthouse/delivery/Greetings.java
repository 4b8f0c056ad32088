package org.posthouse.delivery;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.posthouse.account.Account;
import org.posthouse.account.AccountClosed;
import org.posthouse.account.AccountOpened;
import org.posthouse.account.Accounts;
import org.posthouse.account.NewPassword;
import org.posthouse.connector.api.Recipient;
import org.posthouse.connector.api.Sender;
import org.posthouse.database.Durability;
import org.posthouse.database.UnitOfWork;
import org.posthouse.domain.Rejected;
import org.posthouse.housemail.HouseMail;
import org.posthouse.housemail.Letter;
import org.posthouse.link.MailedLinks;
import org.posthouse.link.Purpose;
import org.posthouse.mailbox.GreetingsDue;
import org.posthouse.mailbox.GreetingsDue.Due;
import org.posthouse.mime.Path;
import org.posthouse.mime.PathRead;
import org.posthouse.setting.HostName;
import org.posthouse.setting.Setting;
import org.posthouse.setting.Settings;
import org.posthouse.setting.Snapshot;
import org.posthouse.setting.TextSetting;
import org.posthouse.text.Language;
import org.posthouse.text.Texts;

/// The first message in a new mailbox, and the link in it with which its owner chooses a password. That it is due is written with the account, so a house that dies greets after the next start;
/// and one that dies between the store and the row greets once, because the cause is the same.
@ApplicationScoped public class Greetings {
    public static final Duration GOOD_FOR = Duration.ofDays(7);
    private static final System.Logger LOG = System.getLogger(Greetings.class.getName());
    private static final String TEXTS = "greeting-letter";
    private static final int AT_ONCE = 100;
    private static final Pattern PLACES = Pattern.compile("\\{(name|address|hostname|web|link)}");

    @Inject Accounts accounts;
    @Inject Settings settings;
    @Inject GreetingsDue due;
    @Inject MailedLinks links;
    @Inject HouseMail mail;
    @Inject HostName hostName;
    @Inject UnitOfWork unitOfWork;
    @Inject Durability durability;
    @Inject Clock clock;

    /// With everything put in.
    public record Words(String subject, String text) { }

    private record Ready(List<Recipient> recipients, byte[] octets, String token) { }

    void opened(@Observes AccountOpened event) {
        if (!settings.now().flag(Setting.GREETING) || event.imported() && !settings.now().flag(Setting.GREETING_IMPORTED)) return;
        accounts.find(event.account()).filter(account -> !account.isReserved()).ifPresent(account -> due.note(new Due(account.id(), !account.hasPassword(), "")));
    }

    /// A new account's owner is to choose a password, whether the house greets or not. In the caller's transaction.
    ///
    /// @param also an address where they read mail already; empty for none
    /// @throws Rejected INVALID `linkTo` for what is no address
    public void invite(long account, String also) {
        if (!also.isEmpty() && path(also).isEmpty()) throw Rejected.invalid("linkTo", "{0} is not an address", also);
        due.note(new Due(account, true, also));
    }

    /// A link with which a new account's owner chooses a password, for who hands it over by other means than mail. In the caller's transaction.
    public String link(long account) { return hostName.web(settings.now()) + "password/" + links.issue(Purpose.PASSWORD, Long.toString(account), "first", GOOD_FOR); }

    /// Writes what is due. Opens transactions of its own.
    ///
    /// @return how many were greeted
    public long run() {
        long all = 0;
        for (var some = unitOfWork.call(() -> due.some(AT_ONCE)); !some.isEmpty(); some = unitOfWork.call(() -> due.some(AT_ONCE))) {
            long done = some.stream().filter(this::greeted).count();
            if (done == 0) return all;                                   // the next time; the others are not kept waiting for those who cannot be greeted
            all += done;
        }
        return all;
    }

    private boolean greeted(Due one) {
        try {
            var ready = unitOfWork.call(() -> accounts.find(one.account()).filter(account -> account.trashed().isEmpty()).map(account -> ready(account, one)));
            ready.ifPresent(letter -> send(one.account(), letter));
            unitOfWork.run(() -> due.done(one.account()));
            return true;
        } catch (RuntimeException failed) {
            LOG.log(System.Logger.Level.WARNING, "event=greeting-failed account=" + one.account(), failed);
            return false;
        }
    }

    private void send(long account, Ready letter) {
        try {
            durability.await();                                          // no link leaves that a power cut would make good for nothing
            mail.send("greeting/" + account, Sender.of(Path.NULL), letter.recipients, letter.octets);
        } catch (RuntimeException failed) {                              // nobody has its link, and the next attempt makes another
            if (!letter.token.isEmpty() && !Thread.currentThread().isInterrupted()) unitOfWork.run(() -> links.use(Purpose.PASSWORD, letter.token));
            throw failed;
        }
    }

    private Ready ready(Account account, Due one) {
        var now = settings.now();
        var address = account.primaryAddress();
        var token = one.link() ? links.issue(Purpose.PASSWORD, Long.toString(account.id()), account.hasPassword() ? "another" : "first", GOOD_FOR) : "";
        var link = token.isEmpty() ? "" : hostName.web(now) + "password/" + token;
        var words = words(now, language(account.plan().language(), now), account.name(), address, link);
        var recipients = new ArrayList<Recipient>();
        path(address).map(Recipient::of).ifPresent(recipients::add);
        if (!one.also().isEmpty()) path(one.also()).map(Recipient::of).ifPresent(recipients::add);
        var id = UUID.nameUUIDFromBytes(("greeting/" + account.id()).getBytes(StandardCharsets.UTF_8)) + "@" + hostName.now();
        return new Ready(recipients, new Letter(now.text(TextSetting.HOUSE_NAME), mail.address("postmaster"), address, words.subject(), id, clock.instant().atZone(clock.getZone()), words.text()).octets(), token);
    }

    private static Optional<Path> path(String address) {
        return PathRead.parse("<" + address + ">") instanceof PathRead.Good(var path, var rest) && rest.isBlank() && path.address().filter(a -> !a.domain().isEmpty()).isPresent() ? Optional.of(path) : Optional.empty();
    }

    private static Language language(String own, Snapshot now) { return Language.of(own).or(() -> Language.of(now.text(TextSetting.HOUSE_LANGUAGE))).orElse(Language.ENGLISH); }

    /// Whose password a link is for, while it is good: not when somebody has given the account one since.
    public Optional<Account> invited(String token) {
        return links.find(token).filter(one -> one.purpose() == Purpose.PASSWORD)
                .flatMap(one -> accounts.find(Long.parseLong(one.subject())).filter(account -> !account.locked() && account.trashed().isEmpty() && (one.payload().equals("another") || !account.hasPassword())));
    }

    /// Uses a link, once. In the caller's transaction.
    ///
    /// @return whose password it is now; empty when the link is good no more
    public Optional<Account> choose(String token, NewPassword password) {
        var account = invited(token);
        if (account.isEmpty() || links.use(Purpose.PASSWORD, token).isEmpty()) return Optional.empty();
        LOG.log(System.Logger.Level.INFO, "event=password-chosen account={0} by=link", Long.toString(account.get().id()));
        return Optional.of(accounts.change(account.get(), account.get().plan(), Optional.of(password)));
    }

    /// Links to a password end with what they would replace.
    void closed(@Observes AccountClosed event) {
        if (event.why() == AccountClosed.Why.PASSWORD || event.why() == AccountClosed.Why.DELETED) links.withdraw(Purpose.PASSWORD, Long.toString(event.account()));
    }

    /// In one language, for somebody.
    ///
    /// @param link to choose a password; empty for none, and then its line is left out
    public Words words(Snapshot now, Language language, String name, String address, String link) {
        var chosen = Map.of(Language.ENGLISH, List.of(TextSetting.GREETING_SUBJECT_EN, TextSetting.GREETING_TEXT_EN), Language.JAPANESE, List.of(TextSetting.GREETING_SUBJECT_JA, TextSetting.GREETING_TEXT_JA),
                Language.CHINESE, List.of(TextSetting.GREETING_SUBJECT_ZH, TextSetting.GREETING_TEXT_ZH)).get(language);
        var own = Texts.in(language);
        var subject = now.text(chosen.getFirst()).isEmpty() ? own.get(TEXTS, "subject") : now.text(chosen.getFirst());
        var text = now.text(chosen.getLast()).isEmpty() ? own.get(TEXTS, "text") : now.text(chosen.getLast());
        var values = Map.of("name", name, "address", address, "hostname", hostName.of(now), "web", hostName.web(now), "link", link);
        if (link.isEmpty()) text = text.lines().filter(line -> !line.contains("{link}")).collect(Collectors.joining("\n", "", "\n"));
        else if (!text.contains("{link}")) text = text.stripTrailing() + "\n\n" + own.get(TEXTS, "link", GOOD_FOR.toDays(), link);
        return new Words(filled(subject, values).replaceAll("\\R", " "), filled(text, values));
    }

    private static String filled(String pattern, Map<String, String> values) { return PLACES.matcher(pattern).replaceAll(m -> Matcher.quoteReplacement(values.get(m.group(1)))); }
}
