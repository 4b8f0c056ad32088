package org.posthouse.form.owner;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.Locale;
import java.util.Optional;
import org.posthouse.domain.Rejected;
import org.posthouse.form.Applied;
import org.posthouse.form.FormHandler;
import org.posthouse.form.Key;
import org.posthouse.form.Loaded;
import org.posthouse.form.Subject;
import org.posthouse.form.owner.ListDecideForm.Decision;
import org.posthouse.list.Held;
import org.posthouse.list.HeldItems;
import org.posthouse.list.ListEntry;
import org.posthouse.list.Moderator;
import org.posthouse.text.Texts;

@ApplicationScoped class ListDecideFormHandler implements FormHandler<ListDecideForm> {
    @Inject Standings standings;
    @Inject HeldItems items;

    @Override public Loaded<ListDecideForm> load(Subject who, Key key) {
        var held = find(standings.owned(who, key), key);
        var texts = Texts.in(who.locale());
        var from = held.name().isEmpty() ? held.address() : held.name() + " <" + held.address() + ">";
        var why = texts.get("list-decide", "why." + held.why().name().toLowerCase(Locale.ROOT));
        return new Loaded<>(new ListDecideForm(from, why, Decision.APPROVE, ""), "", held.kind() == Held.Kind.POST ? held.subject() : from);
    }

    private Held find(ListEntry list, Key key) {
        var id = Standings.rest(key);
        return (id.matches("\\d{1,18}") ? items.find(Long.parseLong(id)) : Optional.<Held>empty()).filter(one -> one.list() == list.id()).orElseThrow(() -> Rejected.absent("key", "somebody has decided about this already"));
    }

    @Override public Work apply(Subject who, Key key, ListDecideForm form) {
        return () -> {
            var list = standings.owned(who, key);
            var held = find(list, key);
            items.decide(list, held.id(), Moderator.Word.valueOf(form.decision().name()), form.reason(), who.address());
            return Applied.to(Key.NONE, held.kind() == Held.Kind.POST ? held.subject() : held.address()).then("/lists/" + list.address() + "/admin/held?did=" + form.decision().name().toLowerCase(Locale.ROOT));
        };
    }
}
