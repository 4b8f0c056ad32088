package org.posthouse.form.admin;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.posthouse.domain.Rejected;
import org.posthouse.domain.Rejected.Fault;
import org.posthouse.setting.Outcome;
import org.posthouse.setting.Setting;
import org.posthouse.setting.Settings;
import org.posthouse.setting.TextSetting;

/// Values of a form's components on their way into settings. Faults come back at the component.
final class SettingFields {
    private final Map<String, Optional<String>> wishes = new HashMap<>();
    private final Map<String, String> components = new HashMap<>();

    SettingFields put(String component, Setting setting, long value) { return put(component, setting.label(), setting.text(value)); }

    SettingFields put(String component, Setting setting, boolean value) { return put(component, setting, value ? 1 : 0); }

    SettingFields put(String component, TextSetting setting, String value) { return put(component, setting.label(), value); }

    private SettingFields put(String component, String setting, String value) {
        wishes.put(setting, Optional.of(value));
        components.put(setting, component);
        return this;
    }

    /// In the engine's transaction, which has compared the version.
    void into(Settings settings) {
        if (settings.change(wishes, Optional.empty()) instanceof Outcome.Refused(var faults))
            throw new Rejected(Rejected.Kind.INVALID, faults.stream().map(fault -> new Fault(components.getOrDefault(fault.name(), fault.name()), fault.pattern(), fault.arguments())).toList());
    }
}
