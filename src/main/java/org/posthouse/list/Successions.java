package org.posthouse.list;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import java.lang.System.Logger.Level;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.posthouse.account.Account;
import org.posthouse.account.AccountClosed;
import org.posthouse.account.Accounts;
import org.posthouse.account.Reserved;
import org.posthouse.housemail.HouseMail;
import org.posthouse.mime.Address;
import org.posthouse.routing.Addresses;
import org.posthouse.setting.Settings;
import org.posthouse.setting.TextSetting;
import org.posthouse.text.Language;
import org.posthouse.text.Texts;

/// Lists outlive their owners: whose account is deleted for good owns none any more, a list without owners has the postmaster, and the postmaster is told.
@ApplicationScoped public class Successions {
    private static final System.Logger LOG = System.getLogger(Successions.class.getName());
    private static final String TEXTS = "list-succession";

    @Inject Lists lists;
    @Inject Accounts accounts;
    @Inject HouseMail mail;
    @Inject Settings settings;

    void closed(@Observes AccountClosed event) {
        if (event.why() == AccountClosed.Why.DELETED && !lists.now().byId().isEmpty()) accounts.find(event.account()).ifPresent(this::bequeath);
    }

    private void bequeath(Account account) {
        var keys = account.addresses().stream().flatMap(text -> Addresses.read(text).stream()).map(Address::key).collect(Collectors.toSet());
        var owned = lists.now().byId().values().stream().filter(list -> keys.stream().anyMatch(list::ownedBy)).sorted(java.util.Comparator.comparing(list -> list.address().toString())).toList();
        if (owned.isEmpty()) return;
        var texts = Texts.in(Language.of(settings.now().text(TextSetting.HOUSE_LANGUAGE)).orElse(Language.ENGLISH));
        var lines = new ArrayList<String>();
        for (var list : owned) lines.add(texts.get(TEXTS, left(list, keys) ? "orphan" : "shared", list.address().toString()));
        mail.post("list-succession/" + account.id(), "", texts.get(TEXTS, "subject", account.name()), texts.get(TEXTS, "text", account.name(), account.primaryAddress(), String.join("\n", lines)),
                List.of(mail.address(Reserved.POSTMASTER.local())));
        LOG.log(Level.INFO, "event=list-owner-gone account={0} lists={1}", Long.toString(account.id()), owned.size());
    }

    /// @return true when nobody else owned it
    private boolean left(ListEntry list, Set<String> gone) {
        var others = list.owners().stream().filter(owner -> !gone.contains(owner)).toList();
        var row = lists.find(list.id()).orElseThrow();
        lists.change(row, list.names(), others.isEmpty() ? List.of(Reserved.POSTMASTER.local() + "@" + list.address().domain()) : others, row.plan());
        return others.isEmpty();
    }
}
