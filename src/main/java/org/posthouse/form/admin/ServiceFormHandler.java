package org.posthouse.form.admin;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.posthouse.appliance.Listeners;
import org.posthouse.appliance.ServiceCheck;
import org.posthouse.connector.api.Service;
import org.posthouse.domain.Rejected;
import org.posthouse.form.Applied;
import org.posthouse.form.Effect;
import org.posthouse.form.FormHandler;
import org.posthouse.form.Key;
import org.posthouse.form.Loaded;
import org.posthouse.form.Subject;
import org.posthouse.setting.ServicePlan;
import org.posthouse.setting.ServicePlans;
import org.posthouse.text.Texts;

@ApplicationScoped class ServiceFormHandler implements FormHandler<ServiceForm> {
    /// RFC 1939 §3: an autologout timer must be of at least ten minutes.
    private static final int POP3_LEAST = 600;
    private static final int LEAST = 30;

    @Inject Listeners listeners;
    @Inject ServiceCheck check;
    @Inject ServicePlans plans;

    @Override public Loaded<ServiceForm> load(Subject who, Key key) {
        var service = service(key);
        var found = plans.find(service.label());
        var wish = listeners.wish(service, found.plan());
        var form = new ServiceForm(wish.on(), wish.port(), wish.addresses(), found.plan().connections(), found.plan().idleSeconds(), found.plan().tlsToSignIn());
        return new Loaded<>(form, Integer.toString(found.version()), name(who, service));
    }

    @Override public Work apply(Subject who, Key key, ServiceForm form) {
        var service = service(key);
        int least = service == Service.POP3 || service == Service.POP3S ? POP3_LEAST : LEAST;
        if (form.idleSeconds() != 0 && form.idleSeconds() < least) throw Rejected.invalid("idleSeconds", "must be 0 or at least {0}", least);
        if (form.on()) check.check(service, form.addresses(), form.port());
        return () -> {
            plans.change(service.label(), plan(service, form));
            return Applied.to(key, name(who, service)).then("/admin/services");
        };
    }

    /// What is as the house was started is not chosen: a later start with another port then still moves it.
    private ServicePlan plan(Service service, ServiceForm form) {
        var started = listeners.wish(service, ServicePlan.STANDARD);
        return new ServicePlan(chosen(form.on(), started.on()), chosen(form.port(), started.port()), chosen(List.copyOf(form.addresses()), started.addresses()),
                form.connections(), form.idleSeconds(), form.tlsToSignIn());
    }

    private static <T> Optional<T> chosen(T wanted, T started) { return wanted.equals(started) ? Optional.empty() : Optional.of(wanted); }

    @Override public List<Effect> effects(Subject who, Key key, ServiceForm form) {
        var service = service(key);
        var now = listeners.states().stream().filter(state -> state.service() == service && state.accepts()).findFirst();
        if (now.isEmpty() || now.get().sessions() == 0) return List.of();
        if (!form.on()) return List.of(Effect.of("effect.off", now.get().sessions()));
        boolean moves = form.port() != 0 && form.port() != now.get().port() || !form.addresses().containsAll(now.get().wish().addresses());
        return moves ? List.of(Effect.of("effect.move", now.get().sessions())) : List.of();
    }

    private static Service service(Key key) {
        return Arrays.stream(Service.values()).filter(service -> service.label().equals(key.text())).findFirst().orElseThrow(() -> Rejected.absent("key", "there is no such service"));
    }

    private static String name(Subject who, Service service) { return Texts.in(who.locale()).get("services", "name." + service.label()); }
}
