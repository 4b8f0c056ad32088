package org.posthouse.form.user;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.posthouse.account.SecondFactors;
import org.posthouse.form.Applied;
import org.posthouse.form.Effect;
import org.posthouse.form.FormHandler;
import org.posthouse.form.Key;
import org.posthouse.form.Loaded;
import org.posthouse.form.Secret;
import org.posthouse.form.Subject;
import org.posthouse.setting.Settings;
import org.posthouse.setting.TextSetting;
import org.posthouse.token.Tokens;

/// Whoever got in with the password alone has to come again.
@ApplicationScoped class SecondFactorFormHandler implements FormHandler<SecondFactorForm> {
    @Inject Own own;
    @Inject SecondFactors factors;
    @Inject Tokens tokens;
    @Inject Settings settings;

    @Override public boolean offered(Subject who, Key key) { return own.is(who, key); }

    @Override public Loaded<SecondFactorForm> load(Subject who, Key key) {
        var account = own.account(who, key);
        var secret = factors.offer(account);
        return new Loaded<>(new SecondFactorForm(uri(who, secret), secret.replaceAll("(.{4})(?=.)", "$1 "), "", Secret.NONE), "", account.name());
    }

    @Override public Work apply(Subject who, Key key, SecondFactorForm form) {
        own.confirm(who, "current", form.current());
        return () -> {
            var account = own.account(who, key);
            var codes = factors.enrol(account, form.code());
            tokens.endOthers(account.id());
            return Applied.to(Key.of(account.id()), account.name()).revealing(String.join("\n", codes)).then("/account/devices");
        };
    }

    @Override public List<Effect> effects(Subject who, Key key, SecondFactorForm form) {
        return factors.isOn(who.account()) ? List.of(Effect.of("effect.another")) : List.of();
    }

    /// The form that authenticator apps have agreed on.
    private String uri(Subject who, String secret) {
        var house = encoded(settings.now().text(TextSetting.HOUSE_NAME));
        return "otpauth://totp/" + house + ":" + encoded(who.address()) + "?secret=" + secret + "&issuer=" + house;
    }

    private static String encoded(String text) { return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20"); }
}
