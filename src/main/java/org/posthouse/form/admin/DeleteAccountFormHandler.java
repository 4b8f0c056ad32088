package org.posthouse.form.admin;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.posthouse.account.Accounts;
import org.posthouse.form.Applied;
import org.posthouse.form.Effect;
import org.posthouse.form.FormHandler;
import org.posthouse.form.Key;
import org.posthouse.form.Loaded;
import org.posthouse.form.Subject;
import org.posthouse.mailbox.Folder;
import org.posthouse.mailbox.Folders;
import org.posthouse.setting.Setting;
import org.posthouse.setting.Settings;
import org.posthouse.text.Texts;

@ApplicationScoped class DeleteAccountFormHandler implements FormHandler<DeleteAccountForm> {
    @Inject Wards wards;
    @Inject Accounts accounts;
    @Inject Folders folders;
    @Inject Settings settings;
    @Inject Clock clock;

    @Override public Loaded<DeleteAccountForm> load(Subject who, Key key) {
        var account = wards.find(who, key);
        return new Loaded<>(new DeleteAccountForm(), Integer.toString(account.version()), account.name());
    }

    @Override public Work apply(Subject who, Key key, DeleteAccountForm form) {
        return () -> {
            var account = wards.find(who, key);
            accounts.discard(account, clock.instant().plus(Duration.ofDays(settings.now().value(Setting.TRASH_DAYS))));
            return new Applied(Key.NONE, account.name(), Optional.empty(), Optional.of("/admin/accounts?show=trash"));
        };
    }

    @Override public List<Effect> effects(Subject who, Key key, DeleteAccountForm form) {
        var account = wards.find(who, key);
        var inbox = folders.find(account.id());
        long days = settings.now().value(Setting.TRASH_DAYS);
        return List.of(Effect.of("effect.refused", String.join(", ", account.addresses())),
                Effect.of("effect.kept", inbox.map(Folder::messages).orElse(0L), Texts.in(who.locale()).size(inbox.map(Folder::octets).orElse(0L)), days));
    }

    @Override public boolean offered(Subject who, Key key) { return wards.anyOf(who, key, a -> !a.isReserved() && a.trashed().isEmpty()); }
}
