package org.posthouse.form.admin;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.LocalTime;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.posthouse.domain.Rejected;
import org.posthouse.form.Applied;
import org.posthouse.form.Choice;
import org.posthouse.form.FormHandler;
import org.posthouse.form.Key;
import org.posthouse.form.Loaded;
import org.posthouse.form.Subject;
import org.posthouse.gateway.ConnectionTimes;
import org.posthouse.gateway.Connections;
import org.posthouse.machine.Program;
import org.posthouse.machine.Programs;
import org.posthouse.setting.Setting;
import org.posthouse.setting.Settings;
import org.posthouse.setting.TextSetting;
import org.posthouse.text.Texts;

@ApplicationScoped class ConnectionScheduleFormHandler implements FormHandler<ConnectionScheduleForm> {
    private static final String TEXTS = "connection-schedule";

    @Inject Settings settings;
    @Inject Connections connections;
    @Inject Programs programs;

    @Override public Loaded<ConnectionScheduleForm> load(Subject who, Key key) {
        var now = settings.inTransaction();
        var texts = Texts.in(who.locale());
        var next = connections.next().map(at -> texts.time(at, who.zone())).orElseGet(() -> texts.get(TEXTS, "never"));
        return new Loaded<>(new ConnectionScheduleForm(now.text(TextSetting.CONNECTION_TIMES).lines().toList(), now.value(Setting.CONNECTION_MINUTES), next,
                now.text(TextSetting.CONNECTION_BEFORE), now.text(TextSetting.CONNECTION_AFTER)), Long.toString(now.version()), "");
    }

    @Override public Work apply(Subject who, Key key, ConnectionScheduleForm form) {
        var times = ConnectionTimes.read(form.times()).orElseThrow(() -> Rejected.invalid("times", "must be times of day such as 07:30, one a line"));
        return () -> {
            known("before", form.before());
            known("after", form.after());
            new SettingFields().put("times", TextSetting.CONNECTION_TIMES, times.stream().sorted().distinct().map(LocalTime::toString).collect(Collectors.joining("\n"))).put("minutes", Setting.CONNECTION_MINUTES, form.minutes())
                    .put("before", TextSetting.CONNECTION_BEFORE, form.before()).put("after", TextSetting.CONNECTION_AFTER, form.after()).into(settings);
            return Applied.to(Key.NONE, "");
        };
    }

    private void known(String field, String program) {
        if (!program.isEmpty() && programs.all().stream().noneMatch(each -> each.name().equals(program))) throw Rejected.invalid(field, "there is no such program");
    }

    @Override public List<Choice> choices(Subject who, Key key, String field) {
        var none = new Choice("", Texts.in(who.locale()).get(TEXTS, "none"));
        return Stream.concat(Stream.of(none), programs.all().stream().map(Program::name).map(name -> new Choice(name, name))).toList();
    }
}
