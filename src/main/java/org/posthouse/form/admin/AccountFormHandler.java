package org.posthouse.form.admin;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.posthouse.account.Account;
import org.posthouse.account.AccountPlan;
import org.posthouse.account.Accounts;
import org.posthouse.account.DeliveryPlans;
import org.posthouse.account.MailboxLimits;
import org.posthouse.domain.Rejected;
import org.posthouse.form.Applied;
import org.posthouse.form.Choice;
import org.posthouse.form.Effect;
import org.posthouse.form.FormHandler;
import org.posthouse.form.Key;
import org.posthouse.form.Loaded;
import org.posthouse.form.Subject;
import org.posthouse.mailbox.Folder;
import org.posthouse.mailbox.Folders;
import org.posthouse.text.Texts;

@ApplicationScoped class AccountFormHandler implements FormHandler<AccountForm> {
    @Inject Wards wards;
    @Inject Accounts accounts;
    @Inject DeliveryPlans deliveries;
    @Inject Folders folders;
    @Inject Localities localities;

    @Override public Loaded<AccountForm> load(Subject who, Key key) {
        var account = wards.find(who, key);
        var delivery = deliveries.load(account.id());
        var form = new AccountForm(account.name(), account.addresses(), account.login(), account.fromRewrite(), delivery.mailbox(), delivery.forward(), delivery.keepCopy(), used(who, account),
                account.limits().mailboxBytes(), account.limits().messages(), account.limits().messageBytes(), account.expiryDays(), state(who, account), account.restrictions(), account.finger(),
                account.listed(), account.language(), account.timeZone());
        return new Loaded<>(form, account.version() + "-" + Integer.toHexString(delivery.toString().hashCode()), account.name());
    }

    @Override public Work apply(Subject who, Key key, AccountForm form) {
        return () -> {
            var account = wards.find(who, key);
            wards.withinReach(who, account.addresses(), form.addresses());
            var before = deliveries.load(account.id());
            var delivery = before.with(form.mailbox(), form.forward(), form.keepCopy());
            boolean elsewhere = !delivery.equals(before);
            if (elsewhere && account.isReserved()) throw Rejected.invalid("forward", "the mail of a reserved account is not forwarded; name postmasters instead");
            var plan = account.plan();
            accounts.change(account, new AccountPlan(form.name(), form.addresses(), Optional.of(form.login()), plan.role(), plan.locked(), form.fromRewrite(),
                    new MailboxLimits(form.maxMailboxBytes(), form.maxMessages(), form.maxMessageBytes()), form.expiryDays(), form.restrictions(), form.finger().replace("\r\n", "\n"), form.listed(),
                    form.language(), form.timeZone(), plan.apop()), Optional.empty());
            if (elsewhere) deliveries.save(account.id(), delivery, true);
            return Applied.to(key, account.name());
        };
    }

    @Override public List<Effect> effects(Subject who, Key key, AccountForm form) {
        var account = wards.find(who, key);
        var now = deliveries.load(account.id());
        var wanted = now.with(form.mailbox(), form.forward(), form.keepCopy());
        var effects = new ArrayList<Effect>();
        if (!wanted.equals(now) && !account.isReserved()) {
            var checked = deliveries.checked(account, wanted);
            var fresh = checked.forward().stream().filter(a -> !now.forward().contains(a)).toList();
            if (!fresh.isEmpty()) effects.add(Effect.of(checked.keeps() ? "effect.forward" : "effect.forward-only", account.primaryAddress(), String.join(", ", fresh)));
            if (now.keeps() && !checked.keeps()) effects.add(Effect.of("effect.no-copy", account.name()));
        }
        var gone = account.addresses().stream().filter(a -> form.addresses().stream().noneMatch(a::equalsIgnoreCase)).toList();
        if (!gone.isEmpty() && !account.isReserved()) effects.add(Effect.of("effect.address", String.join(", ", gone)));
        return effects;
    }

    @Override public List<Choice> choices(Subject who, Key key, String field) {
        var account = wards.find(who, key);
        return localities.choices(who, field, field.equals("language") ? account.language() : account.timeZone());
    }

    private String used(Subject who, Account account) {
        var texts = Texts.in(who.locale());
        var inbox = folders.find(account.id());
        return texts.get("account", "used.is", inbox.map(Folder::messages).orElse(0L), texts.size(inbox.map(Folder::octets).orElse(0L)));
    }

    private static String state(Subject who, Account account) {
        var texts = Texts.in(who.locale());
        if (account.trashed().isPresent()) return texts.get("account", "state.trash", texts.time(account.purgeDue().orElseThrow(), who.zone()));
        if (account.locked()) return texts.get("account", "state.locked");
        if (account.isReserved() && !account.hasPassword()) return texts.get("account", "state.reserved");
        if (!account.hasPassword()) return texts.get("account", "state.without-password");
        return account.lastSignIn().map(at -> texts.get("account", "state.seen", texts.time(at, who.zone()))).orElse(texts.get("account", "state.open"));
    }
}
