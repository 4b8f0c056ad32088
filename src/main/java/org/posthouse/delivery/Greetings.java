package org.posthouse.delivery;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.posthouse.account.Account;
import org.posthouse.account.AccountOpened;
import org.posthouse.account.Accounts;
import org.posthouse.housemail.HouseMail;
import org.posthouse.setting.HostName;
import org.posthouse.setting.Setting;
import org.posthouse.setting.Settings;
import org.posthouse.setting.Snapshot;
import org.posthouse.setting.TextSetting;
import org.posthouse.text.Language;
import org.posthouse.text.Texts;

/// The first message in a new mailbox.
@ApplicationScoped public class Greetings {
    @Inject Accounts accounts;
    @Inject Settings settings;
    @Inject HouseMail mail;
    @Inject HostName hostName;

    /// With everything put in.
    public record Words(String subject, String text) { }

    void opened(@Observes AccountOpened event) {
        if (!settings.now().flag(Setting.GREETING)) return;
        accounts.find(event.account()).filter(account -> !account.isReserved()).ifPresent(this::greet);
    }

    private void greet(Account account) {
        var address = account.primaryAddress();
        var now = settings.now();
        var words = words(now, language(account.plan().language(), now), account.name(), address);
        mail.post("greeting/" + account.id(), address, words.subject(), words.text(), List.of(address));
    }

    private static Language language(String own, Snapshot now) { return Language.of(own).or(() -> Language.of(now.text(TextSetting.HOUSE_LANGUAGE))).orElse(Language.ENGLISH); }

    /// In one language, for somebody.
    public Words words(Snapshot now, Language language, String name, String address) {
        var chosen = Map.of(Language.ENGLISH, List.of(TextSetting.GREETING_SUBJECT_EN, TextSetting.GREETING_TEXT_EN), Language.JAPANESE, List.of(TextSetting.GREETING_SUBJECT_JA, TextSetting.GREETING_TEXT_JA),
                Language.CHINESE, List.of(TextSetting.GREETING_SUBJECT_ZH, TextSetting.GREETING_TEXT_ZH)).get(language);
        var own = Texts.in(language);
        var subject = now.text(chosen.getFirst()).isEmpty() ? own.get("greeting-letter", "subject") : now.text(chosen.getFirst());
        var text = now.text(chosen.getLast()).isEmpty() ? own.get("greeting-letter", "text") : now.text(chosen.getLast());
        var web = now.text(TextSetting.WEB_URL).isEmpty() ? "https://" + hostName.of(now) + "/" : now.text(TextSetting.WEB_URL) + "/";
        var values = Map.of("name", name, "address", address, "hostname", hostName.of(now), "web", web);
        return new Words(filled(subject, values).replaceAll("\\R", " "), filled(text, values));
    }

    private static String filled(String pattern, Map<String, String> values) {
        return Pattern.compile("\\{(name|address|hostname|web)}").matcher(pattern).replaceAll(m -> Matcher.quoteReplacement(values.get(m.group(1))));
    }
}
