package org.posthouse.form.owner;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.Optional;
import org.posthouse.domain.Rejected;
import org.posthouse.form.Applied;
import org.posthouse.form.FormHandler;
import org.posthouse.form.Key;
import org.posthouse.form.Loaded;
import org.posthouse.form.Subject;
import org.posthouse.list.Member;
import org.posthouse.list.Subscriptions;
import org.posthouse.text.Texts;

@ApplicationScoped class ListMemberFormHandler implements FormHandler<ListMemberForm> {
    @Inject Standings standings;
    @Inject Subscriptions subscriptions;

    @Override public Loaded<ListMemberForm> load(Subject who, Key key) {
        var m = standings.member(who, key, false);
        return new Loaded<>(new ListMemberForm(m.address(), story(who, m), m.name(), MemberState.of(m.state()), m.format(), OwnLanguage.of(m.language()), m.trusted(), m.bounceScore()), Integer.toString(m.version()), m.address());
    }

    private static String story(Subject who, Member m) {
        var texts = Texts.in(who.locale());
        var since = texts.get("list-member", "story.since", texts.date(m.since().atZone(who.zone()).toLocalDate()), (long) m.posts());
        var why = m.state() == Member.State.OFF || m.state() == Member.State.LEFT ? m.state() == Member.State.LEFT ? "story.left" : "story.off." + m.why().name().toLowerCase(java.util.Locale.ROOT) : "";
        return why.isEmpty() ? since : since + " " + texts.get("list-member", why, texts.date(m.changed().atZone(who.zone()).toLocalDate()));
    }

    @Override public Work apply(Subject who, Key key, ListMemberForm f) {
        return () -> {
            var m = standings.member(who, key, false);
            if (!m.state().belongs()) throw Rejected.conflict("state", "{0} has left; add the address again", m.address());
            m.describe(f.name(), f.language().tag(), f.format());
            if (f.state().state() != m.state()) subscriptions.change(m, f.state().state(), Optional.empty());
            m.trust(f.trusted());
            if (f.bounceScore() != m.bounceScore()) m.bounced(f.bounceScore(), m.bounced().orElse(null));
            return Applied.to(key, m.address());
        };
    }
}
