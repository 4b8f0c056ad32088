package org.posthouse.setting;

import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.posthouse.connector.api.Limits;

/// The values of all settings at one moment.
///
/// @param version grows with every change
/// @param chosen  numbers that are not the default's
/// @param texts   texts that are not the default's
public record Snapshot(long version, Map<Setting, Long> chosen, Map<TextSetting, String> texts) {
    /// Before the database was read.
    static final Snapshot STANDARD = new Snapshot(0, Map.of(), Map.of());

    public Snapshot {
        chosen = Map.copyOf(chosen);
        texts = Map.copyOf(texts);
    }

    /// What stands in the way of a change.
    ///
    /// @param name      the setting's, as it was given
    /// @param pattern   English, as a MessageFormat pattern
    /// @param arguments put into it
    public record Fault(String name, String pattern, List<Object> arguments) {
        Fault(String name, String pattern, Object... arguments) { this(name, pattern, List.of(arguments)); }
    }

    public long value(Setting setting) { return chosen.getOrDefault(setting, setting.standard()); }

    public boolean flag(Setting setting) { return value(setting) == 1; }

    public String text(TextSetting setting) { return texts.getOrDefault(setting, setting.standard()); }

    /// As the connector takes them.
    public Limits limits() {
        return new Limits(value(Setting.MESSAGE_BYTES), count(Setting.RECIPIENTS), count(Setting.MESSAGES), count(Setting.COMMAND_OCTETS), count(Setting.TEXT_OCTETS),
                count(Setting.HEADER_BYTES), count(Setting.HEADER_FIELDS), count(Setting.PARAMETER_OCTETS), count(Setting.MIME_DEPTH), count(Setting.MIME_PARTS),
                count(Setting.ERRORS), count(Setting.CONNECTIONS_PER_ADDRESS), count(Setting.CONNECTIONS),
                time(Setting.COMMAND_TIMEOUT), time(Setting.POP_TIMEOUT), time(Setting.DATA_TIMEOUT), time(Setting.DATA_TOTAL), flag(Setting.VRFY), flag(Setting.EXPN));
    }

    private int count(Setting setting) { return Math.toIntExact(value(setting)); }

    private Duration time(Setting setting) { return Duration.ofSeconds(value(setting)); }

    /// These values with others laid over them; a default is not chosen but forgotten.
    Snapshot with(Map<Setting, Long> changes) {
        var all = new EnumMap<Setting, Long>(Setting.class);
        all.putAll(chosen);
        changes.forEach((setting, value) -> {
            if (value == setting.standard()) all.remove(setting);
            else all.put(setting, value);
        });
        return new Snapshot(version, all, texts);
    }

    Snapshot withTexts(Map<TextSetting, String> changes) {
        var all = new EnumMap<TextSetting, String>(TextSetting.class);
        all.putAll(texts);
        changes.forEach((setting, value) -> {
            if (value.equals(setting.standard())) all.remove(setting);
            else all.put(setting, value);
        });
        return new Snapshot(version, chosen, all);
    }

    Snapshot at(long newer) { return new Snapshot(newer, chosen, texts); }

    /// Values that are good each for itself but not together.
    List<Fault> misfits() {
        var faults = new ArrayList<Fault>();
        inside(Setting.HEADER_BYTES, Setting.MESSAGE_BYTES, faults);
        inside(Setting.DATA_TIMEOUT, Setting.DATA_TOTAL, faults);
        inside(Setting.CONNECTIONS_PER_ADDRESS, Setting.CONNECTIONS, faults);
        return faults;
    }

    private void inside(Setting inner, Setting outer, List<Fault> faults) {
        if (value(inner) > value(outer)) faults.add(new Fault(inner.label(), "must not be more than {0}, which is {1}", outer.label(), value(outer)));
    }
}
