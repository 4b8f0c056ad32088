package org.posthouse.form.owner;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.posthouse.database.AfterCommit;
import org.posthouse.domain.Rejected;
import org.posthouse.form.Applied;
import org.posthouse.form.Effect;
import org.posthouse.form.FormHandler;
import org.posthouse.form.Key;
import org.posthouse.form.Loaded;
import org.posthouse.form.Subject;
import org.posthouse.form.owner.ListAddMembersForm.How;
import org.posthouse.list.Enrolment;
import org.posthouse.list.Enrolment.Line;
import org.posthouse.list.Enrolment.Newcomer;
import org.posthouse.list.Enrolment.Result;
import org.posthouse.list.MemberTable;
import org.posthouse.text.Texts;

@ApplicationScoped class ListAddMembersFormHandler implements FormHandler<ListAddMembersForm> {
    private static final int SHOWN = 20;

    @Inject Standings standings;
    @Inject Enrolment enrolment;
    @Inject EnrolmentDesk desk;

    @Override public Loaded<ListAddMembersForm> load(Subject who, Key key) {
        var list = standings.owned(who, key);
        return new Loaded<>(new ListAddMembersForm("", How.ADD, MemberState.of(list.plan().joining().firstState()), list.plan().joining().welcome()), "", list.address().toString());
    }

    @Override public Work apply(Subject who, Key key, ListAddMembersForm form) {
        var people = people(form);
        return () -> {
            var list = standings.owned(who, key);
            desk.room(list);
            AfterCommit.run(() -> desk.begin(list, people, form.how() == How.INVITE, form.welcome(), who.address()));
            return Applied.to(key, list.address().toString()).then("/lists/" + list.address() + "/admin/adding");
        };
    }

    /// What would be done, line by line where something cannot be.
    @Override public List<Effect> effects(Subject who, Key key, ListAddMembersForm form) {
        var list = standings.owned(who, key);
        var lines = enrolment.look(list, people(form));
        var effects = new ArrayList<Effect>();
        effects.add(Effect.of(form.how() == How.INVITE ? "effect.invited" : form.welcome() ? "effect.welcomed" : "effect.added", count(lines, Result.ADDED), list.address().toString()));
        if (count(lines, Result.THERE) > 0) effects.add(Effect.of("effect.there", count(lines, Result.THERE)));
        if (count(lines, Result.REFUSED) > 0) effects.add(Effect.of("effect.refused", count(lines, Result.REFUSED)));
        var texts = Texts.in(who.locale());
        lines.stream().filter(line -> line.result() == Result.REFUSED).limit(SHOWN).forEach(line -> effects.add(Effect.of("effect.line", line.who().line(), texts.fault(line.why().orElseThrow()))));
        return effects;
    }

    private static List<Newcomer> people(ListAddMembersForm form) {
        var people = MemberTable.read(form.people());
        if (people.isEmpty()) throw Rejected.invalid("people", "there is no address in it");
        return people.stream().map(one -> one.state().isPresent() ? one : new Newcomer(one.line(), one.typed(), one.name(), one.language(), Optional.of(form.state().state()), one.format())).toList();
    }

    private static long count(List<Line> lines, Result result) { return lines.stream().filter(line -> line.result() == result).count(); }
}
