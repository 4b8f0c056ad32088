package org.posthouse.form.admin;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
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
import org.posthouse.text.Texts;

@ApplicationScoped class PurgeAccountFormHandler implements FormHandler<PurgeAccountForm> {
    @Inject Wards wards;
    @Inject Accounts accounts;
    @Inject Folders folders;

    @Override public Loaded<PurgeAccountForm> load(Subject who, Key key) {
        var account = wards.find(who, key);
        return new Loaded<>(new PurgeAccountForm(), Integer.toString(account.version()), account.name());
    }

    @Override public Work apply(Subject who, Key key, PurgeAccountForm form) {
        return () -> {
            var account = wards.find(who, key);
            accounts.delete(account);
            return new Applied(Key.NONE, account.name(), Optional.empty(), Optional.of("/admin/accounts?show=trash"));
        };
    }

    @Override public List<Effect> effects(Subject who, Key key, PurgeAccountForm form) {
        var account = wards.find(who, key);
        var inbox = folders.find(account.id());
        return List.of(Effect.of("effect.gone", account.name(), inbox.map(Folder::messages).orElse(0L), Texts.in(who.locale()).size(inbox.map(Folder::octets).orElse(0L))),
                Effect.of("effect.free", String.join(", ", account.addresses())));
    }

    @Override public boolean offered(Subject who, Key key) { return wards.anyOf(who, key, a -> a.trashed().isPresent()); }
}
