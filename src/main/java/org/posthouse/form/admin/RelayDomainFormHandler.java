package org.posthouse.form.admin;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import org.posthouse.domain.Rejected;
import org.posthouse.form.Applied;
import org.posthouse.form.Effect;
import org.posthouse.form.FormHandler;
import org.posthouse.form.Key;
import org.posthouse.form.Loaded;
import org.posthouse.form.Subject;
import org.posthouse.gateway.RelayDomains;
import org.posthouse.gateway.RelayPlan;
import org.posthouse.queue.Schedule;
import org.posthouse.queue.Schedules;
import org.posthouse.routing.Route;

@ApplicationScoped class RelayDomainFormHandler implements FormHandler<RelayDomainForm> {
    @Inject RelayDomains relays;
    @Inject Schedules schedules;

    @Override public Loaded<RelayDomainForm> load(Subject who, Key key) {
        var kept = find(key);
        var plan = kept.plan();
        return new Loaded<>(new RelayDomainForm(plan.name(), plan.target(), plan.tls(), plan.timing(), days(plan.name()), plan.asking(), plan.addresses(), plan.callers(), plan.accounts()),
                kept.version() + "." + days(plan.name()), plan.name());
    }

    @Override public Work apply(Subject who, Key key, RelayDomainForm form) {
        return () -> {
            var name = find(key).plan().name();
            relays.change(key.id(), new RelayPlan(name, form.target(), form.tls(), form.timing(), form.asking(), form.addresses(), form.callers(), form.accounts()));
            if (form.days() != days(name)) keep(schedules, name, form.days());
            return Applied.to(key, name);
        };
    }

    @Override public List<Effect> effects(Subject who, Key key, RelayDomainForm form) {
        var effects = new ArrayList<Effect>();
        if (form.asking() == RelayPlan.Asking.NOBODY && find(key).plan().asking() != RelayPlan.Asking.NOBODY) effects.add(Effect.of("effect.anybody"));
        if (form.timing() == Route.Timing.ON_CALL && form.callers().isEmpty() && form.accounts().isEmpty()) effects.add(Effect.of("effect.nobody-calls"));
        return effects;
    }

    RelayDomains.Kept find(Key key) { return relays.find(key.id()).orElseThrow(() -> Rejected.absent("key", "there is no such relay domain")); }

    private int days(String name) {
        var own = schedules.all().get(name);
        return own == null ? 0 : (int) own.lasts().toDays();
    }

    /// The retry schedules are one table for all of the house, with a line for this domain if it differs in how long.
    static void keep(Schedules schedules, String name, int days) {
        var all = new LinkedHashMap<>(schedules.all());
        var like = all.getOrDefault(name, all.getOrDefault(Schedules.HOUSE, Schedule.STANDARD));
        if (days == 0) all.remove(name);
        else all.put(name, new Schedule(like.pauses(), like.then(), Duration.ofDays(days), like.notice()));
        schedules.replace(all);
    }
}
