package org.posthouse.form.user;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.ZoneId;
import java.time.format.TextStyle;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.posthouse.account.Accounts;
import org.posthouse.domain.UserOption;
import org.posthouse.form.Applied;
import org.posthouse.form.Choice;
import org.posthouse.form.FormHandler;
import org.posthouse.form.Key;
import org.posthouse.form.Loaded;
import org.posthouse.form.Subject;
import org.posthouse.text.Language;
import org.posthouse.text.Texts;

@ApplicationScoped class OwnAccountFormHandler implements FormHandler<OwnAccountForm> {
    @Inject Whose whose;
    @Inject Accounts accounts;
    @Inject Clock clock;

    @Override public Loaded<OwnAccountForm> load(Subject who, Key key) {
        var account = whose.account(who, key);
        var addresses = whose.offers(who, key, UserOption.OWN_ADDRESSES) ? account.addresses() : List.of(account.primaryAddress());
        return new Loaded<>(new OwnAccountForm(account.name(), addresses, account.language(), account.timeZone(), account.fromRewrite()), Integer.toString(account.version()), account.name());
    }

    @Override public Work apply(Subject who, Key key, OwnAccountForm form) {
        return () -> {
            var account = whose.account(who, key);
            accounts.change(account, account.plan().at(form.language(), form.timeZone()).fromRewrite(form.fromRewrite()), Optional.empty());
            return Applied.to(Key.of(account.id()), account.name());
        };
    }

    @Override public List<Choice> choices(Subject who, Key key, String field) {
        var texts = Texts.in(who.locale());
        var choices = new ArrayList<>(List.of(new Choice("", texts.get("own-account", field + ".none"))));
        if (field.equals("language")) Arrays.stream(Language.values()).forEach(language -> choices.add(new Choice(language.tag(), language.title())));
        else zones().forEach(zone -> choices.add(new Choice(zone, label(zone))));
        var account = whose.account(who, key);
        var stored = field.equals("language") ? account.language() : account.timeZone();
        if (choices.stream().noneMatch(c -> c.value().equals(stored))) choices.add(new Choice(stored, stored));       // set over the API to something we do not offer
        return choices;
    }

    /// Cities, by name; not the many old names of the same rules.
    private static List<String> zones() {
        return ZoneId.getAvailableZoneIds().stream().filter(id -> id.matches("(Africa|America|Antarctica|Asia|Atlantic|Australia|Europe|Indian|Pacific)/[A-Za-z_/-]+") || id.equals("UTC")).sorted().toList();
    }

    private String label(String zone) {
        var offset = ZoneId.of(zone).getRules().getOffset(clock.instant()).getDisplayName(TextStyle.SHORT, java.util.Locale.ROOT);
        return zone.replace('_', ' ') + " (UTC" + (offset.equals("Z") ? "" : offset) + ')';
    }
}
