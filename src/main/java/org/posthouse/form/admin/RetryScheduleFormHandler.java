package org.posthouse.form.admin;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.LinkedHashMap;
import org.posthouse.domain.Rejected;
import org.posthouse.form.Applied;
import org.posthouse.form.FormHandler;
import org.posthouse.form.Key;
import org.posthouse.form.Loaded;
import org.posthouse.form.Subject;
import org.posthouse.mime.Domains;
import org.posthouse.queue.Schedule;
import org.posthouse.queue.Schedules;

@ApplicationScoped class RetryScheduleFormHandler implements FormHandler<RetryScheduleForm> {
    private static final int MOST_HOURS = 720;
    private static final int DAY = 1440;

    @Inject Schedules schedules;

    @Override public Loaded<RetryScheduleForm> load(Subject who, Key key) {
        var all = schedules.all();
        var house = all.getOrDefault(Schedules.HOUSE, Schedule.STANDARD);
        var domains = all.entrySet().stream().filter(e -> !e.getKey().equals(Schedules.HOUSE)).map(e -> domain(e.getKey(), e.getValue())).toList();
        return new Loaded<>(new RetryScheduleForm(house.minutes(), (int) house.then().toMinutes(), (int) house.lasts().toHours(), (int) house.notice().toHours(), domains), schedules.version(), "");
    }

    private static RetryScheduleForm.Domain domain(String pattern, Schedule s) {
        return new RetryScheduleForm.Domain(pattern, s.minutes(), (int) s.then().toMinutes(), (int) s.lasts().toHours(), (int) s.notice().toHours());
    }

    @Override public Work apply(Subject who, Key key, RetryScheduleForm form) {
        var wanted = new LinkedHashMap<String, Schedule>();
        var house = schedule("pauses", form.pauses(), form.everyMinutes(), form.hours(), form.noticeHours());
        if (!house.equals(Schedule.STANDARD)) wanted.put(Schedules.HOUSE, house);
        for (var row : form.domains()) {
            var pattern = pattern(row.pattern());
            if (row.everyMinutes() < 1 || row.everyMinutes() > DAY) throw Rejected.invalid("domains", "{0}: again every 1 to {1} minutes", pattern, DAY);
            if (row.hours() < 0 || row.hours() > MOST_HOURS || row.noticeHours() < 0 || row.noticeHours() > MOST_HOURS) throw Rejected.invalid("domains", "{0}: 0 to {1} hours", pattern, MOST_HOURS);
            var before = wanted.put(pattern, schedule("domains", row.pauses(), row.everyMinutes(), row.hours(), row.noticeHours()));
            if (before != null) throw Rejected.invalid("domains", "{0} stands here twice", pattern);
        }
        return () -> {
            schedules.replace(wanted);
            return Applied.to(Key.NONE, "");
        };
    }

    private static Schedule schedule(String field, String pauses, int everyMinutes, int hours, int noticeHours) {
        var first = Schedule.pauses(pauses).orElseThrow(() -> Rejected.invalid(field, "must be minutes such as 5, 15, 30, 60"));
        return new Schedule(first, Duration.ofMinutes(everyMinutes), Duration.ofHours(hours), Duration.ofHours(noticeHours));
    }

    private static String pattern(String text) {
        var name = text.startsWith("*.") ? text.substring(2) : text;
        return Domains.ascii(name).map(ascii -> text.startsWith("*.") ? "*." + ascii : ascii).orElseThrow(() -> Rejected.invalid("domains", "must be a domain such as example.org or *.example.org"));
    }
}
