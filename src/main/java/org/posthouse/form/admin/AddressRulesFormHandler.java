package org.posthouse.form.admin;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import org.posthouse.form.Applied;
import org.posthouse.form.FormHandler;
import org.posthouse.form.Key;
import org.posthouse.form.Loaded;
import org.posthouse.form.Subject;
import org.posthouse.setting.Settings;
import org.posthouse.setting.TextSetting;

@ApplicationScoped class AddressRulesFormHandler implements FormHandler<AddressRulesForm> {
    @Inject Settings settings;

    @Override public Loaded<AddressRulesForm> load(Subject who, Key key) {
        var now = settings.inTransaction();
        return new Loaded<>(new AddressRulesForm(now.text(TextSetting.ADDRESS_SEPARATORS), now.text(TextSetting.INCLUDE_ROOTS).lines().toList()), Long.toString(now.version()), "");
    }

    @Override public Work apply(Subject who, Key key, AddressRulesForm form) {
        var fields = new SettingFields().put("separators", TextSetting.ADDRESS_SEPARATORS, form.separators()).put("includeRoots", TextSetting.INCLUDE_ROOTS, String.join("\n", form.includeRoots()));
        return () -> {
            fields.into(settings);
            return Applied.to(Key.NONE, "");
        };
    }
}
