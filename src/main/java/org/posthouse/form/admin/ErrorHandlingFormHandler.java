package org.posthouse.form.admin;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import org.posthouse.domain.Rejected;
import org.posthouse.form.Applied;
import org.posthouse.form.FormHandler;
import org.posthouse.form.Key;
import org.posthouse.form.Loaded;
import org.posthouse.form.Subject;
import org.posthouse.form.admin.ErrorHandlingForm.Way;
import org.posthouse.setting.Setting;
import org.posthouse.setting.Settings;
import org.posthouse.setting.Snapshot;
import org.posthouse.setting.TextSetting;

@ApplicationScoped class ErrorHandlingFormHandler implements FormHandler<ErrorHandlingForm> {
    @Inject Settings settings;

    @Override public Loaded<ErrorHandlingForm> load(Subject who, Key key) {
        var now = settings.inTransaction();
        return new Loaded<>(new ErrorHandlingForm(
                way(now, TextSetting.ERRORS_UNKNOWN), address(now, TextSetting.ERRORS_UNKNOWN), way(now, TextSetting.ERRORS_REFUSED), address(now, TextSetting.ERRORS_REFUSED),
                way(now, TextSetting.ERRORS_EXPIRED), address(now, TextSetting.ERRORS_EXPIRED), way(now, TextSetting.ERRORS_ROUTING), address(now, TextSetting.ERRORS_ROUTING),
                way(now, TextSetting.ERRORS_LOOP), address(now, TextSetting.ERRORS_LOOP), way(now, TextSetting.ERRORS_LOCAL), address(now, TextSetting.ERRORS_LOCAL),
                now.value(Setting.REPORT_OCTETS), now.flag(Setting.REPORT_COPIES), now.flag(Setting.REPORT_STRAYS)), Long.toString(now.version()), "");
    }

    private static Way way(Snapshot now, TextSetting setting) {
        return switch (now.text(setting)) {
            case "return" -> Way.RETURN;
            case "hold" -> Way.HOLD;
            default -> Way.REDIRECT;
        };
    }

    private static String address(Snapshot now, TextSetting setting) { return way(now, setting) == Way.REDIRECT ? now.text(setting) : ""; }

    @Override public Work apply(Subject who, Key key, ErrorHandlingForm form) {
        var fields = new SettingFields()
                .put("unknownTo", TextSetting.ERRORS_UNKNOWN, chosen("unknownTo", form.unknown(), form.unknownTo()))
                .put("refusedTo", TextSetting.ERRORS_REFUSED, chosen("refusedTo", form.refused(), form.refusedTo()))
                .put("expiredTo", TextSetting.ERRORS_EXPIRED, chosen("expiredTo", form.expired(), form.expiredTo()))
                .put("routingTo", TextSetting.ERRORS_ROUTING, chosen("routingTo", form.routing(), form.routingTo()))
                .put("loopTo", TextSetting.ERRORS_LOOP, chosen("loopTo", form.loop(), form.loopTo()))
                .put("localTo", TextSetting.ERRORS_LOCAL, chosen("localTo", form.local(), form.localTo()))
                .put("returned", Setting.REPORT_OCTETS, form.returned())
                .put("copies", Setting.REPORT_COPIES, form.copies())
                .put("strays", Setting.REPORT_STRAYS, form.strays());
        return () -> {
            fields.into(settings);
            return Applied.to(Key.NONE, "");
        };
    }

    private static String chosen(String field, Way way, String address) {
        if (way != Way.REDIRECT) return way == Way.HOLD ? "hold" : "return";
        if (!address.contains("@")) throw Rejected.invalid(field, "say who gets the mail");
        return address;
    }
}
