package org.posthouse.form.admin;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.net.InetAddress;
import java.util.ArrayList;
import java.util.List;
import org.posthouse.account.People;
import org.posthouse.domain.Rejected;
import org.posthouse.form.Applied;
import org.posthouse.form.Effect;
import org.posthouse.form.FormHandler;
import org.posthouse.form.Key;
import org.posthouse.form.Loaded;
import org.posthouse.form.Subject;
import org.posthouse.security.AccessList;
import org.posthouse.setting.Setting;
import org.posthouse.setting.Settings;
import org.posthouse.token.WebAccess;

@ApplicationScoped class SystemSecurityFormHandler implements FormHandler<SystemSecurityForm> {
    @Inject Settings settings;
    @Inject WebAccess access;
    @Inject People people;

    @Override public Loaded<SystemSecurityForm> load(Subject who, Key key) {
        var now = settings.inTransaction();
        var networks = access.networks();
        return new Loaded<>(new SystemSecurityForm(networks, Math.ceilDiv(now.value(Setting.TOKEN_SECONDS), 60), now.value(Setting.TOKEN_HOURS), now.flag(Setting.TOKEN_BOUND),
                now.value(Setting.PASSWORD_MINIMUM), now.flag(Setting.SECOND_FACTOR)), now.version() + "-" + Integer.toHexString(networks.hashCode()), "");
    }

    @Override public Work apply(Subject who, Key key, SystemSecurityForm form) {
        if (form.tokenMinutes() < 1 || form.tokenMinutes() > 120) throw Rejected.invalid("tokenMinutes", "must be a whole number from {0} to {1}", 1, 120);
        var fields = new SettingFields().put("tokenMinutes", Setting.TOKEN_SECONDS, form.tokenMinutes() * 60).put("tokenHours", Setting.TOKEN_HOURS, form.tokenHours())
                .put("tokenBound", Setting.TOKEN_BOUND, form.tokenBound()).put("passwordMinimum", Setting.PASSWORD_MINIMUM, form.passwordMinimum()).put("secondFactor", Setting.SECOND_FACTOR, form.secondFactor());
        return () -> {
            fields.into(settings);
            access.set("networks", form.networks());
            return Applied.to(Key.NONE, "");
        };
    }

    @Override public List<Effect> effects(Subject who, Key key, SystemSecurityForm form) {
        var effects = new ArrayList<Effect>();
        boolean readable = form.networks().stream().allMatch(line -> AccessList.entry(line).isPresent());
        if (readable && !form.networks().isEmpty() && !form.networks().equals(access.networks()))
            effects.add(WebAccess.wouldAdmit(form.networks(), InetAddress.ofLiteral(who.client())) ? Effect.of("effect.networks", form.networks().size()) : Effect.of("effect.excluded", who.client()));
        if (form.secondFactor() && !settings.inTransaction().flag(Setting.SECOND_FACTOR)) {
            effects.add(Effect.of("effect.second-factor"));
            if (!people.find(who.account()).map(People.Person::secondFactor).orElse(false)) effects.add(Effect.of("effect.own-second-factor"));
        }
        return effects;
    }
}
