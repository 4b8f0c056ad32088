package org.posthouse.form.owner;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.Locale;
import org.posthouse.form.FormHandler;
import org.posthouse.form.Key;
import org.posthouse.form.Loaded;
import org.posthouse.form.Subject;
import org.posthouse.list.Dressing;
import org.posthouse.list.Lists;
import org.posthouse.text.Texts;

@ApplicationScoped class ListDressingFormHandler implements FormHandler<ListDressingForm> {
    private static final int MOST_DIGITS = 10;

    @Inject PlanForms plans;
    @Inject Standings standings;
    @Inject Lists lists;

    @Override public Loaded<ListDressingForm> load(Subject who, Key key) {
        return plans.load(who, key, list -> {
            var d = list.plan().dressing();
            return new ListDressingForm(example(d, list.name(), lists.number(list.id()), who.locale()), d.subjectTag(), d.digits(), d.tagLast(), d.replyTo(), d.replyAddress(), d.prologue(), d.epilogue(), d.keepSigned(), d.fromRewriting(), d.precedence(),
                    d.fieldsAdded(), d.fieldsRemoved(), d.personal());
        });
    }

    @Override public ListDressingForm shown(Subject who, Key key, ListDressingForm f) {
        var list = standings.owned(who, key);
        return new ListDressingForm(example(dressing(f), list.name(), lists.number(list.id()), who.locale()), f.subjectTag(), f.digits(), f.tagLast(), f.replyTo(), f.replyAddress(), f.prologue(), f.epilogue(), f.keepSigned(), f.fromRewriting(), f.precedence(),
                f.fieldsAdded(), f.fieldsRemoved(), f.personal());
    }

    private static String example(Dressing dressing, String name, long number, Locale locale) {
        var subject = Texts.in(locale).get("list-dressing", "example.subject");
        if (dressing.digits() > MOST_DIGITS || dressing.subjectTag().isBlank() || dressing.keepSigned()) return subject;
        var tag = dressing.subjectTag().replace("%M", name).replace("%S", dressing.digits() == 0 ? Long.toString(number) : String.format(Locale.ROOT, "%0" + dressing.digits() + "d", number));
        return dressing.tagLast() ? subject + " " + tag : tag + " " + subject;
    }

    @Override public Work apply(Subject who, Key key, ListDressingForm f) {
        return plans.apply(who, key, plan -> plan.with(dressing(f)));
    }

    private static Dressing dressing(ListDressingForm f) {
        return new Dressing(f.subjectTag(), f.digits(), f.tagLast(), f.replyTo(), f.replyAddress(), f.precedence(), f.prologue(), f.epilogue(), f.fieldsAdded(), f.fieldsRemoved(), f.keepSigned(), f.fromRewriting(), f.personal());
    }
}
