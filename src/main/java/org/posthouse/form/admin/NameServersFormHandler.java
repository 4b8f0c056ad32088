package org.posthouse.form.admin;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import org.posthouse.dns.Dns;
import org.posthouse.form.Applied;
import org.posthouse.form.FormHandler;
import org.posthouse.form.Key;
import org.posthouse.form.Loaded;
import org.posthouse.form.Subject;
import org.posthouse.setting.Settings;
import org.posthouse.setting.TextSetting;

@ApplicationScoped class NameServersFormHandler implements FormHandler<NameServersForm> {
    @Inject Settings settings;
    @Inject Dns dns;

    @Override public Loaded<NameServersForm> load(Subject who, Key key) {
        var now = settings.inTransaction();
        return new Loaded<>(new NameServersForm(now.text(TextSetting.DNS_HOSTS), dns.asked()), Long.toString(now.version()), "");
    }

    @Override public Work apply(Subject who, Key key, NameServersForm form) {
        var fields = new SettingFields().put("hosts", TextSetting.DNS_HOSTS, form.hosts());
        return () -> {
            fields.into(settings);
            return Applied.to(Key.NONE, "");
        };
    }
}
