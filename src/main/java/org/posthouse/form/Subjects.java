package org.posthouse.form;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.DateTimeException;
import java.time.ZoneId;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.posthouse.account.People;
import org.posthouse.account.Role;
import org.posthouse.domain.Administrators;
import org.posthouse.form.Subject.Face;
import org.posthouse.setting.Settings;
import org.posthouse.setting.TextSetting;
import org.posthouse.text.Language;

/// Who somebody is, from the account they signed in as. Mostly from memory; needs no transaction.
@ApplicationScoped public class Subjects {
    @Inject People people;
    @Inject Administrators administrators;
    @Inject Settings settings;

    /// @param locale they asked for; empty for the account's, or the house's
    public Optional<Subject> of(long account, Optional<Locale> locale, String client, Face face) {
        return people.find(account).map(p -> new Subject(p.account(), p.address(), p.name(), p.role(), administrators.domainsOf(p.account()),
                locale.or(() -> Language.of(p.language()).map(Language::locale)).orElseGet(() -> Language.of(settings.now().text(TextSetting.HOUSE_LANGUAGE)).orElse(Language.ENGLISH).locale()),
                zone(p.timeZone().isEmpty() ? settings.now().text(TextSetting.HOUSE_TIME_ZONE) : p.timeZone()), client, face));
    }

    /// Somebody without an account, known by an address.
    ///
    /// @param locale they asked for
    public Subject guest(String address, Locale locale, String client) {
        return new Subject(0, address, address, Role.USER, Set.of(), locale, zone(settings.now().text(TextSetting.HOUSE_TIME_ZONE)), client, Face.WEB);
    }

    private static ZoneId zone(String name) {
        try {
            return name.isEmpty() ? ZoneId.systemDefault() : ZoneId.of(name);
        } catch (DateTimeException e) {
            return ZoneId.systemDefault();
        }
    }
}
