package org.posthouse.form.user;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.List;
import org.posthouse.account.AgreedAddress.Place;
import org.posthouse.account.AgreedAddresses;
import org.posthouse.domain.UserOption;
import org.posthouse.filter.Filter;
import org.posthouse.filter.FilterLine;
import org.posthouse.filter.FilterLine.Act;
import org.posthouse.filter.Filters;
import org.posthouse.form.Applied;
import org.posthouse.form.Effect;
import org.posthouse.form.FormHandler;
import org.posthouse.form.Key;
import org.posthouse.form.Loaded;
import org.posthouse.form.Subject;
import org.posthouse.text.Texts;

/// Who may say where their mail goes may also sort it.
@ApplicationScoped class FilterFormHandler implements FormHandler<FilterForm> {
    @Inject Whose whose;
    @Inject Filters filters;
    @Inject AgreedAddresses agreed;

    @Override public boolean offered(Subject who, Key key) { return whose.offersMail(who, key, UserOption.DELIVERY); }

    @Override public Loaded<FilterForm> load(Subject who, Key key) {
        var account = whose.account(who, key);
        var filter = filters.load(account.id());
        var texts = Texts.in(who.locale());
        var form = new FilterForm(filter.kind(), filter.problem().isEmpty() ? texts.get("filter", "problem.none") : filter.problem(), Waiting.words(who, agreed.awaiting(account.id(), Place.FILTER)), false, filter.lines(), filter.script(),
                filter.lines().isEmpty() ? texts.get("filter", "written.none") : filter.linesAsScript());
        return new Loaded<>(form, Integer.toHexString(filter.toString().hashCode()), account.name());
    }

    @Override public Work apply(Subject who, Key key, FilterForm form) {
        return () -> {
            var account = whose.account(who, key);
            filters.save(account.id(), filter(form), who.administers(account));
            if (form.sendAgain() && !agreed.awaiting(account.id(), Place.FILTER).isEmpty()) agreed.askAgain(account.id(), Place.FILTER);
            return Applied.to(Key.of(account.id()), account.name());
        };
    }

    @Override public List<Effect> effects(Subject who, Key key, FilterForm form) {
        var account = whose.account(who, key);
        return filters.asked(account.id(), filter(form), who.administers(account)).stream().map(address -> Effect.of("effect.asked", address)).toList();
    }

    private static Filter filter(FilterForm form) { return new Filter(form.kind(), form.lines().stream().filter(FilterFormHandler::isWritten).toList(), form.script(), ""); }

    /// The last line of the table is for one more; left as it is it says nothing.
    private static boolean isWritten(FilterLine line) { return !line.words().isBlank() || !line.target().isBlank() || line.act() == Act.DISCARD || line.act() == Act.KEEP; }
}
