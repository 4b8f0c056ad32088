package org.posthouse.form.admin;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import org.posthouse.delivery.Greetings;
import org.posthouse.form.Applied;
import org.posthouse.form.FormHandler;
import org.posthouse.form.Key;
import org.posthouse.form.Loaded;
import org.posthouse.form.Subject;
import org.posthouse.setting.Setting;
import org.posthouse.setting.Settings;
import org.posthouse.setting.Snapshot;
import org.posthouse.setting.TextSetting;
import org.posthouse.text.Language;

@ApplicationScoped class GreetingFormHandler implements FormHandler<GreetingForm> {
    @Inject Settings settings;
    @Inject Greetings greetings;

    @Override public Loaded<GreetingForm> load(Subject who, Key key) {
        var now = settings.inTransaction();
        var form = new GreetingForm(now.flag(Setting.GREETING), now.flag(Setting.GREETING_IMPORTED), now.text(TextSetting.GREETING_SUBJECT_EN), now.text(TextSetting.GREETING_TEXT_EN), now.text(TextSetting.GREETING_SUBJECT_JA), now.text(TextSetting.GREETING_TEXT_JA),
                now.text(TextSetting.GREETING_SUBJECT_ZH), now.text(TextSetting.GREETING_TEXT_ZH), preview(now, Language.ENGLISH, who), preview(now, Language.JAPANESE, who), preview(now, Language.CHINESE, who));
        return new Loaded<>(form, Long.toString(now.version()), "");
    }

    /// As the person who looks would find it.
    private String preview(Snapshot now, Language language, Subject who) {
        var words = greetings.words(now, language, who.name(), who.address(), "");
        return words.subject() + "\n\n" + words.text();
    }

    @Override public Work apply(Subject who, Key key, GreetingForm form) {
        var fields = new SettingFields().put("on", Setting.GREETING, form.on()).put("imported", Setting.GREETING_IMPORTED, form.imported())
                .put("subjectEn", TextSetting.GREETING_SUBJECT_EN, form.subjectEn()).put("textEn", TextSetting.GREETING_TEXT_EN, form.textEn())
                .put("subjectJa", TextSetting.GREETING_SUBJECT_JA, form.subjectJa()).put("textJa", TextSetting.GREETING_TEXT_JA, form.textJa())
                .put("subjectZh", TextSetting.GREETING_SUBJECT_ZH, form.subjectZh()).put("textZh", TextSetting.GREETING_TEXT_ZH, form.textZh());
        return () -> {
            fields.into(settings);
            return Applied.to(Key.NONE, "");
        };
    }
}
