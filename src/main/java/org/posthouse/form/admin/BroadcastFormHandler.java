package org.posthouse.form.admin;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.posthouse.account.Account;
import org.posthouse.account.AccountSearch;
import org.posthouse.account.Accounts;
import org.posthouse.housemail.HouseMail;
import org.posthouse.domain.Domain;
import org.posthouse.domain.Domains;
import org.posthouse.domain.Ids;
import org.posthouse.domain.Rejected;
import org.posthouse.form.Applied;
import org.posthouse.form.Choice;
import org.posthouse.form.Effect;
import org.posthouse.form.Forbidden;
import org.posthouse.form.FormHandler;
import org.posthouse.form.Key;
import org.posthouse.form.Loaded;
import org.posthouse.form.Subject;
import org.posthouse.text.Texts;

@ApplicationScoped class BroadcastFormHandler implements FormHandler<BroadcastForm> {
    private static final int AT_ONCE = 1000;

    @Inject Accounts accounts;
    @Inject AccountSearch search;
    @Inject Domains domains;
    @Inject HouseMail mail;
    @Inject Ids ids;

    @Override public Loaded<BroadcastForm> load(Subject who, Key key) { return Loaded.of(new BroadcastForm(choices(who, key, "domain").getFirst().value(), "", "")); }

    @Override public Work apply(Subject who, Key key, BroadcastForm form) {
        long id = ids.next();
        return () -> {
            var recipients = recipients(who, form);
            if (recipients.isEmpty()) throw Rejected.conflict("domain", "nobody lives there");
            mail.post("broadcast/" + id, "", form.subject(), form.text(), recipients);
            return Applied.to(Key.NONE, form.subject()).then("/admin/");
        };
    }

    @Override public List<Effect> effects(Subject who, Key key, BroadcastForm form) { return List.of(Effect.of("effect", count(who, form), form.subject())); }

    private long count(Subject who, BroadcastForm form) {
        var there = search.counts(Optional.empty()).byDomain();
        return domain(who, form.domain()).map(domain -> there.getOrDefault(domain.id(), 0L)).orElseGet(() -> there.values().stream().mapToLong(Long::longValue).sum());
    }

    @Override public List<Choice> choices(Subject who, Key key, String field) {
        var choices = new ArrayList<Choice>();
        if (who.isPostmaster()) choices.add(new Choice("", Texts.in(who.locale()).get("broadcast", "domain.all")));
        for (var domain : domains.all()) if (who.administers(domain.id())) choices.add(new Choice(Long.toString(domain.id()), domain.name()));
        return choices;
    }

    private List<String> recipients(Subject who, BroadcastForm form) {
        var domain = domain(who, form.domain());
        var recipients = new ArrayList<String>();
        for (var some = accounts.after(0, AT_ONCE); !some.isEmpty(); some = accounts.after(some.getLast().id(), AT_ONCE))
            some.stream().filter(account -> domain.isEmpty() || account.domain().filter(domain.get()::equals).isPresent()).map(Account::primaryAddress).forEach(recipients::add);
        return recipients;
    }

    /// @throws Forbidden for a domain that is not theirs
    private Optional<Domain> domain(Subject who, String id) {
        if (id.isEmpty() && who.isPostmaster()) return Optional.empty();
        if (!id.matches("\\d{1,18}") || !who.administers(Long.parseLong(id))) throw new Forbidden();
        return Optional.of(domains.find(Long.parseLong(id)).orElseThrow(() -> Rejected.absent("domain", "there is no such domain")));
    }
}
